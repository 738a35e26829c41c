package io.parley.chat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Whether a deployment may be called: its circuit. It opens when calls fail in a row, for half a minute, after which one call
 * tries whether it may close; and for as long as the service wants to be left alone. What is wrong with one call only, such as
 * a blocked prompt, does not open it.
 */
final class Availability {

    static final int FAILURES_IN_A_ROW = 5;
    static final Duration OPEN = Duration.ofSeconds(30);

    /** A quota of a day may be raised at any time. */
    static final Duration MOST_THROTTLED = Duration.ofMinutes(1);

    static final Duration MISCONFIGURED = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final AtomicReference<State> state;
    private final AtomicLong avoidedUntil;

    /** @param nanoTime as {@link System#nanoTime} */
    Availability(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        this.avoidedUntil = new AtomicLong(now);
        this.state = new AtomicReference<>(new State(0, now, now));
    }

    /** Whether the caller may call it now. Of those who ask when a circuit may close, the first one may. */
    boolean acquire() {
        long now = nanoTime.getAsLong();
        State current = current();
        if (current.freeAt() - now > 0) {
            return false;
        }
        return current.failures() < FAILURES_IN_A_ROW
                || state.compareAndSet(current, current.closedUntil(now + OPEN.toNanos()));
    }

    /** How long it is not to be called, zero when it may be. */
    Duration closed() {
        return left(current().freeAt());
    }

    /** How long the service will refuse calls, by what it said: longer than {@link #closed} where that is very long. */
    Duration refused() {
        return left(current().saidUntil());
    }

    private State current() {
        return Objects.requireNonNull(state.get());
    }

    private Duration left(long until) {
        return Duration.ofNanos(Math.max(until - nanoTime.getAsLong(), 0));
    }

    void succeeded() {
        long now = nanoTime.getAsLong();
        avoidedUntil.set(now);
        state.updateAndGet(current -> current.failures() < FAILURES_IN_A_ROW && current.freeAt() - now > 0
                ? new State(0, current.freeAt(), current.saidUntil())
                : new State(0, now, now));
    }

    void failed() {
        long open = nanoTime.getAsLong() + OPEN.toNanos();
        state.updateAndGet(current -> {
            State more = new State(current.failures() + 1, current.freeAt(), current.saidUntil());
            return more.failures() < FAILURES_IN_A_ROW ? more : more.closedUntil(open);
        });
    }

    void throttled(Duration wait) {
        long now = nanoTime.getAsLong();
        Duration closed = wait.compareTo(MOST_THROTTLED) > 0 ? MOST_THROTTLED : wait;
        state.updateAndGet(current -> new State(current.failures(), current.freeAt(), now + wait.toNanos())
                .closedUntil(now + closed.toNanos()));
    }

    /** Its key, name or network is wrong: others are to serve until somebody has seen to it. */
    void misconfigured() {
        avoidedUntil.set(nanoTime.getAsLong() + MISCONFIGURED.toNanos());
    }

    /** Whether it is of use only where no other is left. */
    boolean avoided() {
        return !left(avoidedUntil.get()).isZero();
    }

    /**
     * @param failures of calls in a row
     * @param freeAt when it may be called again
     * @param saidUntil until when the service refuses calls
     */
    private record State(int failures, long freeAt, long saidUntil) {

        State closedUntil(long time) {
            return time - freeAt > 0 ? new State(failures, time, saidUntil) : this;
        }
    }
}
