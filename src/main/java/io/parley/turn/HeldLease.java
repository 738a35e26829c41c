package io.parley.turn;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A lease as its holder sees it: until when it is sure to be its own, should Redis not be heard of any more. */
final class HeldLease {

    private final Lease lease;
    private final Duration length;
    private final AtomicLong endsAt;

    /** @param since {@link System#nanoTime} when the lease was asked for, which is no later than Redis gave it */
    HeldLease(Lease lease, Duration length, long since) {
        this.lease = lease;
        this.length = length;
        this.endsAt = new AtomicLong(since + length.toNanos());
    }

    Lease lease() {
        return lease;
    }

    void renewed(long since) {
        endsAt.set(since + length.toNanos());
    }

    /** Before anything that Redis cannot refuse. Fails with {@link TurnException.LeaseLost} where another may hold it. */
    void demandOurs() {
        if (!isOurs()) {
            throw new TurnException.LeaseLost(lease);
        }
    }

    boolean isOurs() {
        return System.nanoTime() - endsAt.get() < 0;
    }
}
