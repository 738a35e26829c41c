package io.parley.http;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Computes pauses between retries. Each is twice the one before, and a random part spreads out callers that failed together.
 *
 * @param first the first pause, without its random part
 * @param longest the limit of a pause
 * @param spread the largest random part, as a fraction of the pause: 0.5 makes it up to half longer, -0.25 up to a quarter
 *     shorter
 * @param random returns numbers from 0 to 1
 */
public record Backoff(Duration first, Duration longest, double spread, DoubleSupplier random) {

    /** @param earlier the number of pauses before this one */
    public Duration pause(int earlier) {
        double factor = Math.pow(2, earlier) * (1 + spread * random.getAsDouble());
        Duration time = Duration.ofMillis((long) (first.toMillis() * factor));
        return time.compareTo(longest) > 0 ? longest : time;
    }
}
