package io.parley.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock for ages and pauses, which nobody sets: it begins with the time of day and then only goes on. Setting the system's
 * clock changes nothing of it, so it must not be compared with times that others name, such as the end of a token.
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
