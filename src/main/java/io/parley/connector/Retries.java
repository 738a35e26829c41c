package io.parley.connector;

import io.parley.http.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides whether and when a failed send is retried, by Teams' table of errors. A send has no idempotency key, so it is not
 * retried when the activity may have been accepted. The exception is one retry after a gateway's failure.
 */
final class Retries {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final double RANDOM_PART = 0.5;

    /** The time limit of all attempts ends them earlier. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final RetryConfig config;
    private final Backoff backoff;
    private final Clock clock;

    /** @param random from 0 to 1: spreads out retries after a common failure */
    Retries(RetryConfig config, DoubleSupplier random, Clock clock) {
        this.config = config;
        this.backoff = new Backoff(config.firstPause(), LONGEST_PAUSE, RANDOM_PART, random);
        this.clock = clock;
    }

    /** Returns the next attempt and the pause before it; empty if the failure is final. */
    Optional<Retry> after(Attempt attempt, ConnectorException failure) {
        if (failure instanceof ConnectorException.Rejected rejected) {
            return after(attempt, rejected);
        }
        if (failure instanceof ConnectorException.Transient unavailable) {
            return after(attempt, unavailable);
        }
        return Optional.empty();
    }

    private static Optional<Retry> after(Attempt attempt, ConnectorException.Rejected failure) {
        if (failure.status() == UNAUTHORIZED && attempt.at().withToken() && !attempt.renewed()) {
            return Optional.of(new Retry(attempt.withNewToken(), Duration.ZERO));
        }
        boolean wrongHost = failure.status() == FORBIDDEN
                && failure.code().filter("InvalidBotApiHost"::equals).isPresent();
        return wrongHost && attempt.at().publicTeams() && !attempt.moved()
                ? Optional.of(new Retry(attempt.inGcc(), Duration.ZERO))
                : Optional.empty();
    }

    private Optional<Retry> after(Attempt attempt, ConnectorException.Transient failure) {
        Duration pause = failure.retryAfter()
                .filter(wait -> !wait.isZero())
                .orElseGet(() -> backoff.pause(attempt.number() - 1));
        boolean inTime = !clock.instant().plus(pause).isAfter(attempt.start().plus(config.timeLimit()));
        return attempt.number() < tries(failure) && inTime
                ? Optional.of(new Retry(attempt.again(failure.mayHaveArrived()), pause))
                : Optional.empty();
    }

    private int tries(ConnectorException.Transient failure) {
        return failure.mayHaveArrived() ? Math.min(config.triesThroughGateway(), config.tries()) : config.tries();
    }

    /** An attempt after a pause. */
    record Retry(Attempt attempt, Duration pause) {}
}
