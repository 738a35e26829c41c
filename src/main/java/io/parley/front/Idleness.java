package io.parley.front;

import java.time.Duration;

/** Measures how long a connection waits for its client, and decides when that is too long. Thread-safe. */
final class Idleness {

    private final Duration betweenRequests;

    /** By {@link System#nanoTime()}. */
    private volatile long since = System.nanoTime();

    private volatile Duration longest;
    private volatile boolean busy;

    /** Whether a request on it succeeded. */
    private volatile boolean accepted;

    /**
     * @param first the longest time until the first request
     * @param betweenRequests the longest time between two requests
     */
    Idleness(Duration first, Duration betweenRequests) {
        this.longest = first;
        this.betweenRequests = betweenRequests;
    }

    /** A request is running: the connection does not wait. */
    void begin() {
        busy = true;
    }

    void answered(int status) {
        accepted |= Standing.isSuccess(status);
    }

    /** No request runs any more. */
    void end() {
        dismiss(betweenRequests);
    }

    /** No request runs or will be answered: the connection closes after this time. */
    void dismiss(Duration time) {
        busy = false;
        await(time);
    }

    void await(Duration time) {
        since = System.nanoTime();
        longest = time;
    }

    boolean isBusy() {
        return busy;
    }

    boolean isOverdue(long now) {
        return !busy && waited(now) > longest.toNanos();
    }

    /**
     * Ranks connections for closing when there are too many, the highest first. Those with a request that succeeded come last. A
     * new connection comes late as well, because its first header is still on its way.
     */
    long rank(long now) {
        return accepted ? waited(now) : waited(now) + betweenRequests.toNanos();
    }

    private long waited(long now) {
        return now - since;
    }
}
