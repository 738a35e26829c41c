package io.parley.turn;

import io.parley.ledger.Ledger;
import io.parley.ledger.LedgerConfig;
import io.parley.ledger.TurnException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Keeps a lease while a turn runs. */
@ApplicationScoped
class LeaseKeeper {

    private final Ledger ledger;
    private final Duration interval;

    LeaseKeeper(Ledger ledger, LedgerConfig config) {
        this.ledger = ledger;
        this.interval = config.lease().dividedBy(3);
    }

    /**
     * Runs something under a lease, and cancels it with {@link TurnException.LeaseLost} as soon as the lease is known to be
     * another's. While Redis is not heard of the work goes on: what it writes is refused if it must be, and what cannot be
     * refused asks the lease first.
     */
    <T> Uni<T> hold(HeldLease held, Uni<T> work) {
        return Uni.combine().any().of(work, renewing(held));
    }

    private <T> Uni<T> renewing(HeldLease held) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(interval)
                .every(interval)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> renew(held))
                .onItem()
                .ignoreAsUni()
                .chain(() -> Uni.createFrom().nothing());
    }

    private Uni<Void> renew(HeldLease held) {
        long asked = System.nanoTime();
        return ledger.renew(held.lease())
                .invoke(() -> held.renewed(asked))
                .onFailure(TurnException.LedgerUnavailable.class)
                .recoverWithNull();
    }
}
