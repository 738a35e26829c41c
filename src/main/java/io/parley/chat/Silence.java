package io.parley.chat;

import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a stream has been silent for too long. It has one timer at a time: a timer for each letter would cost more than
 * reading the letter.
 */
final class Silence {

    private final Duration longest;
    private final LongSupplier nanos;
    private final BiFunction<Duration, Runnable, Cancellable> timer;
    private final Runnable then;

    private volatile long heard;
    private @Nullable Cancellable waiting;
    private boolean over;

    /**
     * @param nanos a clock like {@link System#nanoTime()}
     * @param timer runs an action after a time
     * @param then runs once, if the silence was too long
     */
    Silence(Duration longest, LongSupplier nanos, BiFunction<Duration, Runnable, Cancellable> timer, Runnable then) {
        this.longest = longest;
        this.nanos = nanos;
        this.timer = timer;
        this.then = then;
        this.heard = nanos.getAsLong();
    }

    void hear() {
        heard = nanos.getAsLong();
    }

    void begin() {
        await(longest);
    }

    synchronized void end() {
        over = true;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private synchronized void await(Duration time) {
        if (!over) {
            waiting = timer.apply(time, this::look);
        }
    }

    private void look() {
        Duration left = longest.minusNanos(nanos.getAsLong() - heard);
        if (left.isNegative() || left.isZero()) {
            then.run();
        } else {
            await(left);
        }
    }
}
