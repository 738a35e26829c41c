package io.parley.chat;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several deployments as one model: the first one that is available answers, and where it fails, the next one does, or the
 * same one again after a pause. The time for all of it is limited, the pauses are, and so is the number of calls. What another
 * call cannot mend, such as a blocked prompt, is not asked again.
 *
 * <p>An answer that is being written when the time is over may go on. One that breaks off is asked for once more; where that
 * gives none, what there is of it is the answer.
 */
final class Deployments implements ChatModel {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LEAST_SPREAD = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final List<Deployment> deployments;
    private final ChatConfig config;
    private final Duration writing;
    private final ChatTelemetry telemetry;
    private final Function<Duration, Uni<Void>> pause;
    private final DoubleSupplier random;
    private final LongSupplier nanoTime;

    /**
     * @param writing how long an answer may be written in all
     * @param pause completes after the time it is given
     * @param random from 0 to 1: spreads out those who failed together
     */
    Deployments(
            List<ChatClient> clients,
            ChatConfig config,
            Duration writing,
            ChatTelemetry telemetry,
            Function<Duration, Uni<Void>> pause,
            DoubleSupplier random,
            LongSupplier nanoTime) {
        this.deployments = clients.stream()
                .map(client -> new Deployment(client, new Availability(nanoTime)))
                .toList();
        this.config = config;
        this.writing = writing;
        this.telemetry = telemetry;
        this.pause = pause;
        this.random = random;
        this.nanoTime = nanoTime;
    }

    @Override
    public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
        return Uni.createFrom().deferred(() -> new Search(prompt, draft).run());
    }

    /** One deployment, and whether it may be called. */
    private record Deployment(ChatClient client, Availability availability) {

        String name() {
            return client.target().name();
        }
    }

    /** The way to one answer. One call at a time. */
    private final class Search {

        private final Prompt prompt;
        private final Consumer<String> draft;
        /** Will not take this chat, however often it is asked. */
        private final Set<Deployment> excluded = new HashSet<>();
        /** Failed since the last pause. */
        private final Set<Deployment> failed = new HashSet<>();

        private final long startedAt = nanoTime.getAsLong();

        private @Nullable ChatException last;
        private String unfinished = "";
        private int calls;
        private int pauses;
        private boolean brokenOff;
        private volatile boolean isWritten;
        private volatile boolean late;

        Search(Prompt prompt, Consumer<String> draft) {
            this.prompt = prompt;
            this.draft = draft;
        }

        Uni<Reply> run() {
            return Uni.combine().any().of(next(), lateness());
        }

        /** Ends when the time is over, unless an answer is being written then: its call has a limit of its own. */
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
            return new ChatException.Unavailable("There was no answer of " + names() + " within "
                    + config.timeLimit().toMillis() + " ms." + (last == null ? "" : " " + last.getMessage()));
        }

        private Uni<Reply> next() {
            return free(false).or(() -> free(true)).map(this::ask).orElseGet(this::waitForOne);
        }

        private Optional<Deployment> free(boolean avoided) {
            return deployments.stream()
                    .filter(deployment -> !excluded.contains(deployment) && !failed.contains(deployment))
                    .filter(deployment -> deployment.availability().avoided() == avoided)
                    .filter(deployment -> deployment.availability().acquire())
                    .findFirst();
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
            return draft == UNSEEN
                    ? UNSEEN
                    : text -> {
                        isWritten = true;
                        draft.accept(text);
                    };
        }

        /** A deployment that hangs leaves those after it their share of the time. */
        private Patience patience(Deployment deployment) {
            Duration passed = Duration.ofNanos(nanoTime.getAsLong() - startedAt);
            long others = isLastCall()
                    ? 0
                    : deployments.stream()
                            .filter(other -> couldFollow(deployment, other))
                            .count();
            Duration share = config.timeLimit().minus(passed).dividedBy(others + 1);
            Duration first = share.compareTo(config.timeout()) < 0 ? share : config.timeout();
            return new Patience(first, config.timeout(), writing.minus(passed));
        }

        private boolean couldFollow(Deployment deployment, Deployment other) {
            return other != deployment
                    && !excluded.contains(other)
                    && !failed.contains(other)
                    && !other.availability().avoided()
                    && other.availability().closed().isZero();
        }

        private boolean isLastCall() {
            return calls >= Math.max(config.tries(), deployments.size());
        }

        private Uni<Reply> after(Deployment deployment, ChatException failure) {
            last = failure;
            isWritten = false;
            note(deployment, failure);
            boolean askAgain = mayAskAgain(failure);
            keep(failure);
            if (!askAgain) {
                return end(failure);
            }
            (isOfDeployment(failure) ? excluded : failed).add(deployment);
            if (excluded.size() == deployments.size()) {
                return end(failure);
            }
            Log.warnf("Deployment %s gave no answer. %s", deployment.name(), failure.getMessage());
            telemetry.retried(deployment.client().target(), failure.kind());
            return next();
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

        /** Nothing more will come: what was written stays, unless the content filter had a reason to stop the next try. */
        private Uni<Reply> end(ChatException failure) {
            if (unfinished.isBlank() || failure instanceof ChatException.Filtered) {
                return Uni.createFrom().failure(failure);
            }
            Log.warnf("The answer ends where it broke off. %s", failure.getMessage());
            return Uni.createFrom().item(Reply.of(unfinished, Reply.Ending.BROKEN_OFF));
        }

        private void note(Deployment deployment, ChatException failure) {
            Availability availability = deployment.availability();
            if (failure instanceof ChatException.Throttled throttled) {
                availability.throttled(throttled.getWait().orElseGet(this::backoff));
            } else if (failure instanceof ChatException.Unavailable || failure instanceof ChatException.BrokenOff) {
                availability.failed();
            } else if (failure instanceof ChatException.Rejected rejected && rejected.isForAll()) {
                availability.misconfigured();
            } else if (failure instanceof ChatException.Filtered || failure instanceof ChatException.Empty) {
                availability.succeeded();
            }
        }

        /** None may be called: all have failed just now, or are not to be called yet. */
        private Uni<Reply> waitForOne() {
            Duration closed = soonest(Availability::closed);
            Duration refused = soonest(Availability::refused);
            if (refused.compareTo(config.longestWait()) > 0) {
                return end(new ChatException.Throttled(
                        "All deployments are throttled: " + names() + "."
                                + (last == null ? "" : " " + last.getMessage()),
                        Optional.of(refused)));
            }
            if (closed.compareTo(config.longestWait()) > 0) {
                return end(last != null ? last : noneAvailable());
            }
            Duration time = closed.isZero() ? backoff() : closed.plus(spread(closed));
            pauses++;
            failed.clear();
            return pause.apply(time).chain(this::next);
        }

        private Duration soonest(Function<Availability, Duration> wait) {
            return deployments.stream()
                    .filter(deployment -> !excluded.contains(deployment))
                    .map(deployment -> wait.apply(deployment.availability()))
                    .min(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }

        private ChatException noneAvailable() {
            return new ChatException.Unavailable(
                    "No deployment is called for now: each has failed several times in a row, or is not set up: "
                            + names() + ".");
        }

        private String names() {
            return deployments.stream().map(Deployment::name).collect(Collectors.joining(", "));
        }

        /** Those who were told to wait for the same time do not come back at the same time. */
        private Duration spread(Duration time) {
            return Duration.ofMillis((long) ((time.toMillis() / 4.0 + LEAST_SPREAD.toMillis()) * random.getAsDouble()));
        }

        private Duration backoff() {
            double factor = Math.pow(2, pauses) * (1 - random.getAsDouble() / 4);
            Duration time = Duration.ofMillis((long) (FIRST_PAUSE.toMillis() * factor));
            return time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time;
        }
    }
}
