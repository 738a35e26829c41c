package io.parley.chat;

import io.parley.http.Backoff;
import io.parley.http.Pause;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Several deployments as one model. The first one that is available answers. If it fails, the next one is asked, or the same
 * one again after a pause. The time for an answer is limited, and so are the pauses and the number of calls. A request is not
 * repeated if that cannot help, for example after a blocked prompt.
 *
 * <p>An answer that is being written when the time is over may go on. An answer that breaks off is asked for once more. If that
 * fails too, the longest part that was written is the answer.
 */
final class Deployments implements ChatModel {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final double RANDOM_PART = -0.25;

    private final List<Deployment> deployments;
    private final AnswerSearch.Means means;

    /**
     * @param writing the longest time for an answer to be written
     * @param random returns numbers from 0 to 1: spreads out callers that failed together
     */
    Deployments(
            List<ChatClient> clients,
            ChatConfig config,
            Duration writing,
            ChatTelemetry telemetry,
            Pause pause,
            DoubleSupplier random,
            LongSupplier nanoTime) {
        this.deployments = clients.stream()
                .map(client -> new Deployment(client, new Availability(nanoTime)))
                .toList();
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, RANDOM_PART, random);
        this.means = new AnswerSearch.Means(config, writing, telemetry, pause, backoff, nanoTime);
    }

    @Override
    public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
        return Uni.createFrom()
                .deferred(() -> new AnswerSearch(means, new Candidates(deployments), prompt, draft).run());
    }
}
