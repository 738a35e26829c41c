package io.parley.turn;

import io.parley.ledger.Ledger;
import io.parley.ledger.LedgerConfig;
import io.parley.ledger.TurnException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Renews a lease while a turn runs. */
@ApplicationScoped
class LeaseKeeper {

    private final Ledger ledger;
    private final Duration interval;

    LeaseKeeper(Ledger ledger, LedgerConfig config) {
        this.ledger = ledger;
        this.interval = config.lease().dividedBy(3);
    }

    /**
     * Does work under a lease, and cancels it with {@link TurnException.LeaseLost} as soon as another replica is known to hold
     * the lease. While Redis does not answer, the work goes on: Redis rejects late writes, and other actions check the lease
     * first.
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
