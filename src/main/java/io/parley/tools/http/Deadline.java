package io.parley.tools.http;

import java.time.Duration;

/**
 * The end of a call's time.
 *
 * @param end a {@link System#nanoTime}
 */
public record Deadline(long end) {

    /** The shortest time for a request: with less, its outcome would be unknown. */
    private static final Duration SHORTEST_REQUEST = Duration.ofMillis(200);

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Returns the time that is left, which is 1 ms at least. */
    public Duration left() {
        return Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000));
    }

    /** Whether another request can still be answered. */
    public boolean allowsRequest() {
        return left().compareTo(SHORTEST_REQUEST) >= 0;
    }
}
