package io.parley.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets something happen at most once in a given time, for example a line of the log. Can be used from any thread. */
public final class Interval {

    private final long length;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Long> last = new AtomicReference<>();

    /** @param nanoTime a clock like {@link System#nanoTime} */
    public Interval(Duration length, LongSupplier nanoTime) {
        this.length = length.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Returns true to the first caller in each interval. */
    public boolean begins() {
        long now = nanoTime.getAsLong();
        Long before = last.get();
        return (before == null || now - before >= length) && last.compareAndSet(before, now);
    }
}
