package io.parley.front;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides whether the client of a connection is a stranger. A proxy may share a connection between clients. So the client is
 * a stranger only if no request succeeded on the connection recently, and a request was refused or took much time. Runs on
 * the event loop of its channel.
 */
final class Standing {

    /** The number of client errors in a row that a connection may have: a channel does not cause more. */
    private static final int MOST_REFUSALS = 16;

    private static final long CREDIT = Duration.ofMillis(5).toNanos();
    private static final long TRUST = Duration.ofMinutes(1).toNanos();
    private static final int SUCCESS = 2;
    private static final int CLIENT_ERROR = 4;
    private static final int UNKNOWN_METHOD = 501;

    private final LongSupplier nanos;
    private int refusals;
    private long spent;
    private long trustedUntil;

    /** @param nanos a clock like {@link System#nanoTime()} */
    Standing(LongSupplier nanos) {
        this.nanos = nanos;
        this.trustedUntil = nanos.getAsLong();
    }

    boolean isTrusted() {
        return trustedUntil - nanos.getAsLong() > 0;
    }

    boolean isStranger() {
        return (refusals > 0 || spent > CREDIT) && !isTrusted();
    }

    /** Whether the next client error would exceed the limit. */
    boolean mustClose() {
        return refusals + 1 >= MOST_REFUSALS;
    }

    /** Adds time that it took to read the connection and to answer. */
    void spend(long time) {
        spent += time;
    }

    void answer(int status) {
        refusals = isRefusal(status) ? refusals + 1 : 0;
        if (isSuccess(status)) {
            trustedUntil = nanos.getAsLong() + TRUST;
            spent = 0;
        }
    }

    static boolean isSuccess(int status) {
        return status / 100 == SUCCESS;
    }

    static boolean isRefusal(int status) {
        return status / 100 == CLIENT_ERROR || status == UNKNOWN_METHOD;
    }
}
