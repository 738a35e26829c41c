package io.parley.chat;

import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a stream has been silent for too long, that its first words do not come, or that it does not end. It has one timer
 * at a time: a timer for each letter would cost more than reading the letter.
 */
final class Silence {

    private final Patience patience;
    private final LongSupplier nanos;
    private final BiFunction<Duration, Runnable, Cancellable> timer;
    private final Runnable then;
    private final long start;

    private volatile long heard;
    private volatile boolean begun;
    private @Nullable Cancellable waiting;
    private boolean over;

    /**
     * @param nanos a clock like {@link System#nanoTime()}
     * @param timer runs an action after a time
     * @param then runs once, if a time limit has passed
     */
    Silence(Patience patience, LongSupplier nanos, BiFunction<Duration, Runnable, Cancellable> timer, Runnable then) {
        this.patience = patience;
        this.nanos = nanos;
        this.timer = timer;
        this.then = then;
        this.start = nanos.getAsLong();
        this.heard = start;
    }

    /** Call this at each event of the stream. */
    void hear() {
        heard = nanos.getAsLong();
    }

    /** Call this at the first words: from here on, the time limit for them does not apply. */
    void beginAnswer() {
        begun = true;
    }

    void begin() {
        await(left());
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
        Duration left = left();
        if (left.isNegative() || left.isZero()) {
            then.run();
        } else {
            await(left);
        }
    }

    private Duration left() {
        long now = nanos.getAsLong();
        Duration total = patience.whole().minusNanos(now - start);
        Duration silent = patience.between().minusNanos(now - heard);
        Duration first = begun ? total : patience.first().minusNanos(now - start);
        return shorter(shorter(total, silent), first);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
