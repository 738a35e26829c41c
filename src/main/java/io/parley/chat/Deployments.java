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
import org.jspecify.annotations.Nullable;

/**
 * Several deployments as one model: the first one that is available answers, and where it fails before it has said anything,
 * the next one does, or the same one again after a pause. The time for all of it is limited, the pauses are, and so is the
 * number of calls. What another call cannot mend, such as a blocked prompt, is not asked again.
 */
final class Deployments implements ChatModel {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LEAST_SPREAD = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final List<Deployment> deployments;
    private final ChatConfig config;
    private final ChatTelemetry telemetry;
    private final Function<Duration, Uni<Void>> pause;
    private final DoubleSupplier random;

    /**
     * @param pause completes after the time it is given
     * @param random from 0 to 1: spreads out those who failed together
     */
    Deployments(
            List<ChatClient> clients,
            ChatConfig config,
            ChatTelemetry telemetry,
            Function<Duration, Uni<Void>> pause,
            DoubleSupplier random,
            LongSupplier nanoTime) {
        this.deployments = clients.stream()
                .map(client -> new Deployment(client, new Availability(nanoTime)))
                .toList();
        this.config = config;
        this.telemetry = telemetry;
        this.pause = pause;
        this.random = random;
    }

    @Override
    public Uni<String> answer(List<ChatMessage> messages, Consumer<String> draft) {
        return Uni.createFrom()
                .deferred(() -> new Search(messages, draft).next())
                .ifNoItem()
                .after(config.timeLimit())
                .failWith(() -> new ChatException.Unavailable(
                        "There was no answer within " + config.timeLimit().toMillis() + " ms."));
    }

    /** One deployment, and whether it may be called. */
    private record Deployment(ChatClient client, Availability availability) {

        String name() {
            return client.target().name();
        }
    }

    /** The way to one answer. One call at a time. */
    private final class Search {

        private final List<ChatMessage> messages;
        private final Consumer<String> draft;
        /** Will not take this chat, however often it is asked. */
        private final Set<Deployment> excluded = new HashSet<>();
        /** Failed since the last pause. */
        private final Set<Deployment> failed = new HashSet<>();

        private @Nullable ChatException last;
        private int calls;
        private int pauses;

        Search(List<ChatMessage> messages, Consumer<String> draft) {
            this.messages = messages;
            this.draft = draft;
        }

        Uni<String> next() {
            return free(false).or(() -> free(true)).map(this::ask).orElseGet(this::waitForOne);
        }

        private Optional<Deployment> free(boolean avoided) {
            return deployments.stream()
                    .filter(deployment -> !excluded.contains(deployment) && !failed.contains(deployment))
                    .filter(deployment -> deployment.availability().avoided() == avoided)
                    .filter(deployment -> deployment.availability().acquire())
                    .findFirst();
        }

        private Uni<String> ask(Deployment deployment) {
            calls++;
            return deployment
                    .client()
                    .answer(messages, draft)
                    .invoke(deployment.availability()::succeeded)
                    .onFailure(ChatException.class)
                    .recoverWithUni(failure -> after(deployment, (ChatException) failure));
        }

        private Uni<String> after(Deployment deployment, ChatException failure) {
            last = failure;
            note(deployment, failure);
            boolean repeatable =
                    failure instanceof ChatException.Throttled || failure instanceof ChatException.Unavailable;
            boolean ofDeployment = failure instanceof ChatException.Rejected
                    || failure instanceof ChatException.WithoutToken
                    || failure instanceof ChatException.TooLong;
            if (!(repeatable || ofDeployment) || calls >= Math.max(config.tries(), deployments.size())) {
                return Uni.createFrom().failure(failure);
            }
            (ofDeployment ? excluded : failed).add(deployment);
            if (excluded.size() == deployments.size()) {
                return Uni.createFrom().failure(failure);
            }
            Log.warnf("Deployment %s gave no answer. %s", deployment.name(), failure.getMessage());
            telemetry.retried(deployment.client().target(), failure.kind());
            return next();
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
        private Uni<String> waitForOne() {
            Duration closed = soonest(Availability::closed);
            Duration refused = soonest(Availability::refused);
            if (refused.compareTo(config.longestWait()) > 0) {
                return Uni.createFrom()
                        .failure(new ChatException.Throttled(
                                "All deployments are throttled" + (last == null ? "." : ". " + last.getMessage()),
                                Optional.of(refused)));
            }
            if (closed.compareTo(config.longestWait()) > 0) {
                return Uni.createFrom().failure(last != null ? last : noneAvailable());
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
                    "No deployment is called for now: each has failed several times in a row, or is not set up.");
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
