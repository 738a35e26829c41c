package io.parley.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock for ages and pauses. It starts with the time of day and never jumps, even when the system's clock is set. So do
 * not compare it with times from other systems, such as the expiry of a token.
 */
public final class MonotonicClock extends Clock {

    private final Instant start;
    private final long startNanos;

    private MonotonicClock(Instant start, long startNanos) {
        this.start = start;
        this.startNanos = startNanos;
    }

    public static MonotonicClock started() {
        return new MonotonicClock(Clock.systemUTC().instant(), System.nanoTime());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
