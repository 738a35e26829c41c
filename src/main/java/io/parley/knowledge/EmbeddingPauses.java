package io.parley.knowledge;

import io.parley.chat.ChatException;
import io.parley.http.Backoff;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Computes the pause after a failure of the embedding deployment: the time that it asks for, or else twice the last pause.
 */
final class EmbeddingPauses {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), LONGEST, 0, () -> 0);

    private final AtomicInteger failures = new AtomicInteger();

    void succeeded() {
        failures.set(0);
    }

    Duration after(Throwable failure) {
        Duration own = BACKOFF.pause(failures.getAndIncrement());
        Duration wait = asked(failure).orElse(own);
        Duration limited = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        Log.warnf(
                "Passages wait %d s for their vectors, and are searched by words alone meanwhile: %s",
                Math.max(limited.toSeconds(), 1), failure.getMessage());
        return limited;
    }

    private static Optional<Duration> asked(Throwable failure) {
        return failure instanceof ChatException.Throttled throttled ? throttled.getWait() : Optional.empty();
    }
}
