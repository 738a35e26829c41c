package io.parley.front;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What a connection has shown of its client so far. A front may share it between clients, so it is a stranger's only where nobody
 * got what was asked for on it lately, and somebody was refused or has taken much time. On the event loop of its channel.
 */
final class Standing {

    /** How many client errors in a row a connection may make: beyond them its client is not a channel. */
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

    /** @param nanos as {@link System#nanoTime()} */
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

    /** Whether one more client error would be one too many. */
    boolean isTired() {
        return refusals + 1 >= MOST_REFUSALS;
    }

    /** Notes the time that it took to read and to answer it. */
    void spend(long time) {
        spent += time;
    }

    void answer(int status) {
        refusals = isRefusal(status) ? refusals + 1 : 0;
        if (status / 100 == SUCCESS) {
            trustedUntil = nanos.getAsLong() + TRUST;
            spent = 0;
        }
    }

    static boolean isRefusal(int status) {
        return status / 100 == CLIENT_ERROR || status == UNKNOWN_METHOD;
    }
}
