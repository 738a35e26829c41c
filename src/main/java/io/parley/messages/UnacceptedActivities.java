package io.parley.messages;

import io.parley.time.Interval;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Logs activities that were refused because Redis is away or too much waits. Writes one line in a while: callers decide how many
 * activities there are, and the reason is the same for most of them.
 */
final class UnacceptedActivities {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** In UTF-16 units. The reason may contain an error message of Redis. */
    private static final int LONGEST_REASON = 300;

    private final Interval lines;
    private final AtomicLong unlogged = new AtomicLong();

    /** @param nanoTime like {@link System#nanoTime} */
    UnacceptedActivities(LongSupplier nanoTime) {
        this.lines = new Interval(PAUSE, nanoTime);
    }

    void log(String reason) {
        if (lines.begins()) {
            Log.warnf(
                    "An activity was not accepted: %s. %d more were not accepted since the last such line.",
                    line(reason), unlogged.getAndSet(0));
        } else {
            unlogged.incrementAndGet();
        }
    }

    private static String line(String reason) {
        String line = reason.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.substring(0, Math.min(line.length(), LONGEST_REASON));
    }
}
