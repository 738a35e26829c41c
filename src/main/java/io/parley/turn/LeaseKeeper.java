package io.parley.turn;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a lease while a turn runs. */
@ApplicationScoped
class LeaseKeeper {

    private final TurnLedger ledger;
    private final Duration lease;
    private final Duration interval;

    LeaseKeeper(TurnLedger ledger, TurnsConfig config) {
        this.ledger = ledger;
        this.lease = config.lease();
        this.interval = lease.dividedBy(3);
    }

    /**
     * Runs something under a lease, and cancels it with {@link TurnException.LeaseLost} as soon as the lease is another's,
     * or could be before it can be renewed again.
     *
     * @param since {@link System#nanoTime} when the lease was asked for
     */
    <T> Uni<T> hold(Lease held, long since, Uni<T> work) {
        return Uni.combine().any().of(work, renewing(held, since));
    }

    private <T> Uni<T> renewing(Lease held, long since) {
        AtomicLong endsAt = new AtomicLong(since + lease.toNanos());
        return Multi.createFrom()
                .ticks()
                .startingAfter(interval)
                .every(interval)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> renew(held, endsAt))
                .onItem()
                .ignoreAsUni()
                .chain(() -> Uni.createFrom().nothing());
    }

    private Uni<Void> renew(Lease held, AtomicLong endsAt) {
        long asked = System.nanoTime();
        return ledger.renew(held)
                .invoke(() -> endsAt.set(asked + lease.toNanos()))
                .onFailure(TurnException.LedgerUnavailable.class)
                .recoverWithUni(() -> stillSure(endsAt)
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new TurnException.LeaseLost(held)));
    }

    private boolean stillSure(AtomicLong endsAt) {
        return endsAt.get() - System.nanoTime() > interval.toNanos();
    }
}
