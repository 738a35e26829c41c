package io.parley.knowledge;

import io.parley.chat.ChatException;
import io.parley.chat.EmbeddingClient;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns questions into vectors, within a time limit. After a failure the deployment is not called for a while, so that the
 * next questions do not wait without result.
 */
final class QuestionVectors {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final EmbeddingClient client;
    private final Duration limit;
    private final EmbeddingMetrics metrics;
    private final AtomicLong pauseEnds = new AtomicLong(System.nanoTime());

    QuestionVectors(EmbeddingClient client, Duration limit, EmbeddingMetrics metrics) {
        this.client = client;
        this.limit = limit;
        this.metrics = metrics;
    }

    /** @return a vector of the length 1; empty if there is none in time. Never fails */
    Uni<Optional<float[]>> of(String question) {
        return Uni.createFrom()
                .deferred(() -> System.nanoTime() - pauseEnds.get() < 0
                        ? Uni.createFrom().item(Optional.<float[]>empty())
                        : ask(question))
                .invoke(vector -> {
                    if (vector.isEmpty()) {
                        metrics.searchedByWordsAlone();
                    }
                });
    }

    private Uni<Optional<float[]>> ask(String question) {
        return metrics.measured(
                        EmbeddingMetrics.Purpose.QUESTION,
                        client.embed(List.of(question), limit)
                                .ifNoItem()
                                .after(limit)
                                .failWith(() -> new ChatException.Unavailable(
                                        client.name() + " did not answer within " + limit.toMillis() + " ms.")))
                .map(made -> Optional.of(Vector.direction(made.vectors().get(0))))
                .onFailure()
                .invoke(this::pause)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private void pause(Throwable failure) {
        Duration asked = failure instanceof ChatException.Throttled throttled
                ? throttled.getWait().orElse(PAUSE)
                : PAUSE;
        Duration pause = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        pauseEnds.set(System.nanoTime() + pause.toNanos());
        Log.warnf(
                "Questions are searched by words alone for %d s: %s",
                Math.max(pause.toSeconds(), 1), failure.getMessage());
    }
}
