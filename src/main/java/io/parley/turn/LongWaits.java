package io.parley.turn;

import io.parley.ledger.Backlog;
import io.parley.time.Interval;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Warns in the log while users wait too long. If nothing scrapes the metrics, as on Container Apps, an alert can only use
 * the log. Warns at most once a minute, because each sweep sees the same waits.
 */
final class LongWaits {

    /** More than the limits for the model and for sending. The alert ParleyKeepsPeopleWaiting has the same limit. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(120);

    /** The alert ParleyHasNoPlaceLeft has the same limit. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Interval warnings;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    LongWaits(LongSupplier nanoTime) {
        this.warnings = new Interval(PAUSE, nanoTime);
    }

    /** @param seen the result of a sweep of all partitions */
    void seen(Backlog seen) {
        if (isTooLong(seen) && warnings.begins()) {
            Log.warnf(
                    "People wait too long: the oldest message without an answer was accepted %d s ago, and %d conversations wait"
                            + " for a replica with capacity, the first for %d s.",
                    seen.oldest().toSeconds(),
                    seen.waiting(),
                    seen.longestWait().toSeconds());
        }
    }

    private static boolean isTooLong(Backlog seen) {
        return seen.oldest().compareTo(LONGEST_ANSWER) > 0 || seen.longestWait().compareTo(LONGEST_WAIT) > 0;
    }
}
