package io.parley.chat;

import io.parley.http.Backoff;
import io.parley.http.Pause;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks deployments, one call at a time, until there is an answer or the time is over. */
final class AnswerSearch {

    private static final Duration LEAST_SPREAD = Duration.ofMillis(200);

    private final Means means;
    private final ChatConfig config;
    private final Candidates candidates;
    private final Prompt prompt;
    private final Consumer<String> draft;
    private final long startedAt;

    private @Nullable ChatException last;
    private String unfinished = "";
    private int calls;
    private int pauses;
    private boolean brokenOff;
    private volatile boolean isWritten;
    private volatile boolean late;

    AnswerSearch(Means means, Candidates candidates, Prompt prompt, Consumer<String> draft) {
        this.means = means;
        this.config = means.config();
        this.candidates = candidates;
        this.prompt = prompt;
        this.draft = draft;
        this.startedAt = means.nanoTime().getAsLong();
    }

    Uni<Reply> run() {
        return Uni.join().first(next(), lateness()).toTerminate();
    }

    /** Ends when the time is over, unless an answer is being written: its call has its own limit. */
    private Uni<Reply> lateness() {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.timeLimit())
                .chain(() -> {
                    late = true;
                    return isWritten ? Uni.createFrom().nothing() : end(tooLate());
                });
    }

    private ChatException tooLate() {
        return new ChatException.Unavailable("There was no answer of " + candidates.names() + " within "
                + config.timeLimit().toMillis() + " ms." + (last == null ? "" : " " + last.getMessage()));
    }

    private Uni<Reply> next() {
        return candidates.next().map(this::ask).orElseGet(this::waitForOne);
    }

    private Uni<Reply> ask(Deployment deployment) {
        calls++;
        return deployment
                .client()
                .answer(prompt, watched(), patience(deployment))
                .invoke(deployment.availability()::succeeded)
                .onFailure(ChatException.class)
                .recoverWithUni(failure -> after(deployment, (ChatException) failure));
    }

    private Consumer<String> watched() {
        return draft == ChatModel.UNSEEN
                ? ChatModel.UNSEEN
                : text -> {
                    isWritten = true;
                    draft.accept(text);
                };
    }

    /** Divides the time between this deployment and those after it, so that one that hangs leaves time for the others. */
    private Patience patience(Deployment deployment) {
        Duration passed = Duration.ofNanos(means.nanoTime().getAsLong() - startedAt);
        long others = isLastCall() ? 0 : candidates.after(deployment);
        Duration share = config.timeLimit().minus(passed).dividedBy(others + 1);
        Duration first = share.compareTo(config.timeout()) < 0 ? share : config.timeout();
        return new Patience(first, config.timeout(), means.writing().minus(passed));
    }

    private boolean isLastCall() {
        return calls >= Math.max(config.tries(), candidates.count());
    }

    private Uni<Reply> after(Deployment deployment, ChatException failure) {
        last = failure;
        isWritten = false;
        deployment.failed(failure, this::backoff);
        boolean askAgain = mayAskAgain(failure);
        keep(failure);
        if (!askAgain) {
            return end(failure);
        }
        setAside(deployment, failure);
        if (candidates.areExcluded()) {
            return end(failure);
        }
        Log.warnf("Deployment %s gave no answer. %s", deployment.name(), failure.getMessage());
        means.telemetry().retried(deployment.client().target(), failure.kind());
        return next();
    }

    private void setAside(Deployment deployment, ChatException failure) {
        if (isOfDeployment(failure)) {
            candidates.exclude(deployment);
        } else {
            candidates.skip(deployment);
        }
    }

    private boolean mayAskAgain(ChatException failure) {
        boolean repeatable = failure instanceof ChatException.Throttled
                || failure instanceof ChatException.Unavailable
                || (failure instanceof ChatException.BrokenOff && !brokenOff);
        return (repeatable || isOfDeployment(failure)) && !isLastCall() && !late;
    }

    private boolean isOfDeployment(ChatException failure) {
        return failure instanceof ChatException.Rejected
                || failure instanceof ChatException.WithoutToken
                || failure instanceof ChatException.TooLong;
    }

    private void keep(ChatException failure) {
        if (failure instanceof ChatException.BrokenOff broken) {
            brokenOff = true;
            unfinished = broken.text().length() > unfinished.length() ? broken.text() : unfinished;
        }
    }

    /** Ends the search. The written part becomes the answer, unless the content filter stopped the last call. */
    private Uni<Reply> end(ChatException failure) {
        if (unfinished.isBlank() || failure instanceof ChatException.Filtered) {
            return Uni.createFrom().failure(failure);
        }
        Log.warnf("The answer ends where it broke off. %s", failure.getMessage());
        return Uni.createFrom().item(Reply.of(unfinished, Reply.Ending.BROKEN_OFF));
    }

    /** Waits until a deployment may be asked again: all have just failed, or must not be called yet. */
    private Uni<Reply> waitForOne() {
        Duration closed = candidates.soonest(Availability::closed);
        Duration refused = candidates.soonest(Availability::refused);
        if (refused.compareTo(config.longestWait()) > 0) {
            return end(new ChatException.Throttled(
                    "All deployments are throttled: " + candidates.names() + "."
                            + (last == null ? "" : " " + last.getMessage()),
                    Optional.of(refused)));
        }
        if (closed.compareTo(config.longestWait()) > 0) {
            return end(last != null ? last : noneAvailable());
        }
        Duration time = closed.isZero() ? backoff() : closed.plus(spread(closed));
        pauses++;
        candidates.resume();
        return means.pause().apply(time).chain(this::next);
    }

    private ChatException noneAvailable() {
        return new ChatException.Unavailable(
                "No deployment is called for now: each has failed several times in a row, or is not set up: "
                        + candidates.names() + ".");
    }

    /** Spreads out callers that have to wait for the same time. */
    private Duration spread(Duration time) {
        return Duration.ofMillis((long) ((time.toMillis() / 4.0 + LEAST_SPREAD.toMillis())
                * means.backoff().random().getAsDouble()));
    }

    private Duration backoff() {
        return means.backoff().pause(pauses);
    }

    /**
     * What all searches share.
     *
     * @param writing the longest time for an answer to be written
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    record Means(
            ChatConfig config,
            Duration writing,
            ChatTelemetry telemetry,
            Pause pause,
            Backoff backoff,
            LongSupplier nanoTime) {}
}
