package io.parley.turn;

import io.parley.ledger.Lease;
import io.parley.ledger.TurnException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A lease as its holder sees it: the time until which it is certainly valid, even if Redis does not answer any more. */
final class HeldLease {

    private final Lease lease;
    private final Duration length;
    private final InstantSource clock;
    private volatile End end;

    /** @param since the {@link System#nanoTime} when the lease was requested, which is no later than Redis gave it */
    HeldLease(Lease lease, Duration length, long since) {
        this(lease, length, since, InstantSource.system());
    }

    HeldLease(Lease lease, Duration length, long since, InstantSource clock) {
        this.lease = lease;
        this.length = length;
        this.clock = clock;
        this.end = end(since);
    }

    Lease lease() {
        return lease;
    }

    void renewed(long since) {
        end = end(since);
    }

    /** The lease is about to be released: from now on, another replica may hold it. */
    void leave() {
        end = new End(System.nanoTime(), Instant.MIN);
    }

    /** Whether a third of its time is over. */
    boolean isAged() {
        return System.nanoTime() - end.monotonic() + length.toNanos() * 2 / 3 >= 0;
    }

    private End end(long since) {
        long left = since + length.toNanos() - System.nanoTime();
        return new End(System.nanoTime() + left, clock.instant().plusNanos(left));
    }

    /**
     * Call this before any action that Redis cannot refuse. Fails with {@link TurnException.LeaseLost} if another may hold it.
     */
    void demandOurs() {
        if (!isOurs()) {
            throw new TurnException.LeaseLost(lease);
        }
    }

    boolean isOurs() {
        End current = end;
        return System.nanoTime() - current.monotonic() < 0 && clock.instant().isBefore(current.wall());
    }

    /** The end by two clocks: one stands still while the machine is suspended, the other may be set back. */
    private record End(long monotonic, Instant wall) {}
}
