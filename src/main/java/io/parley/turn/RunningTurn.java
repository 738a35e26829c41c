package io.parley.turn;

import io.parley.ledger.Lease;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A running turn of this replica. It can be stopped from any thread, even before its work has begun. */
final class RunningTurn {

    private static final Cancellable STOPPED = () -> {};

    private final HeldLease held;
    private final long bytes;
    private final AtomicReference<@Nullable Cancellable> work = new AtomicReference<>();

    /** @param bytes the memory that was reserved for it */
    RunningTurn(HeldLease held, long bytes) {
        this.held = held;
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    Lease lease() {
        return held.lease();
    }

    /** Whether its lease may have expired without the turn knowing it. */
    boolean isUnsure() {
        return !held.isOurs();
    }

    void begun(Cancellable begun) {
        if (!work.compareAndSet(null, begun)) {
            begun.cancel();
        }
    }

    /** Stops the work before its lease is released. A call that has begun goes on, but is not made again. */
    void stop() {
        held.leave();
        Cancellable begun = work.getAndSet(STOPPED);
        if (begun != null) {
            begun.cancel();
        }
    }
}
