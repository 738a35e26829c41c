package io.parley.connector;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Whether and when a failed send is tried again, after Teams' table of errors. A send has no idempotency key, so it is
 * never repeated where the activity may have been taken, but for a gateway's failure, once.
 */
final class Retries {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final ConnectorConfig.Retry config;
    private final DoubleSupplier random;
    private final Clock clock;

    /** @param random from 0 to 1: spreads out those who failed together */
    Retries(ConnectorConfig.Retry config, DoubleSupplier random, Clock clock) {
        this.config = config;
        this.random = random;
        this.clock = clock;
    }

    /** The next try, and the pause before it; empty where the failure is final. */
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
        Duration pause = failure.retryAfter().filter(wait -> !wait.isZero()).orElseGet(() -> backoff(attempt.number()));
        boolean inTime = !clock.instant().plus(pause).isAfter(attempt.start().plus(config.timeLimit()));
        return attempt.number() < tries(failure) && inTime
                ? Optional.of(new Retry(attempt.again(failure.mayHaveBeenTaken()), pause))
                : Optional.empty();
    }

    private int tries(ConnectorException.Transient failure) {
        return failure.mayHaveBeenTaken() ? Math.min(config.triesThroughGateway(), config.tries()) : config.tries();
    }

    private Duration backoff(int tries) {
        double factor = Math.pow(2, tries - 1) * (1 + random.getAsDouble() / 2);
        return Duration.ofMillis((long) (config.firstPause().toMillis() * factor));
    }

    /** A try to be made after a pause. */
    record Retry(Attempt attempt, Duration pause) {}
}
