package io.parley.chat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Knows whether a deployment may be called: its circuit breaker. It opens for half a minute when calls fail in a row; then one
 * call tests whether it may close. It also opens for as long as the service asks. A failure of one call only, such as a
 * blocked prompt, does not open it.
 */
final class Availability {

    static final int FAILURES_IN_A_ROW = 5;
    static final Duration OPEN = Duration.ofSeconds(30);

    /** The longest time for which a throttled deployment is not called: even a daily quota may be raised at any time. */
    static final Duration MOST_THROTTLED = Duration.ofMinutes(1);

    static final Duration MISCONFIGURED = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final AtomicReference<State> state;
    private final AtomicLong avoidedUntil;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    Availability(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        this.avoidedUntil = new AtomicLong(now);
        this.state = new AtomicReference<>(new State(0, now, now));
    }

    /** Whether the caller may call the deployment now. When the circuit may close, only the first caller may. */
    boolean acquire() {
        long now = nanoTime.getAsLong();
        State current = current();
        if (current.freeAt() - now > 0) {
            return false;
        }
        return current.failures() < FAILURES_IN_A_ROW
                || state.compareAndSet(current, current.closedUntil(now + OPEN.toNanos()));
    }

    /** Returns how long the deployment may not be called; zero if it may be. */
    Duration closed() {
        return left(current().freeAt());
    }

    /** Returns how long the service will refuse calls by its own words: longer than {@link #closed} if that is very long. */
    Duration refused() {
        return left(current().refusedUntil());
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
                ? new State(0, current.freeAt(), current.refusedUntil())
                : new State(0, now, now));
    }

    void failed() {
        long open = nanoTime.getAsLong() + OPEN.toNanos();
        state.updateAndGet(current -> {
            State more = new State(current.failures() + 1, current.freeAt(), current.refusedUntil());
            return more.failures() < FAILURES_IN_A_ROW ? more : more.closedUntil(open);
        });
    }

    void throttled(Duration wait) {
        long now = nanoTime.getAsLong();
        Duration closed = wait.compareTo(MOST_THROTTLED) > 0 ? MOST_THROTTLED : wait;
        state.updateAndGet(current -> new State(current.failures(), current.freeAt(), now + wait.toNanos())
                .closedUntil(now + closed.toNanos()));
    }

    /** Its key, name or network is wrong: other deployments come first for a while. */
    void misconfigured() {
        avoidedUntil.set(nanoTime.getAsLong() + MISCONFIGURED.toNanos());
    }

    /** Whether it is to be called only if no other deployment is left. */
    boolean avoided() {
        return !left(avoidedUntil.get()).isZero();
    }

    /**
     * @param failures number of failed calls in a row
     * @param freeAt when it may be called again
     * @param refusedUntil the time until which the service refuses calls
     */
    private record State(int failures, long freeAt, long refusedUntil) {

        State closedUntil(long time) {
            return time - freeAt > 0 ? new State(failures, time, refusedUntil) : this;
        }
    }
}
