package io.parley.turn;

import io.parley.ledger.Lease;
import io.parley.ledger.Leases;
import io.parley.ledger.LedgerConfig;
import io.parley.ledger.TurnException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Renews the leases of running turns. Looks several times in the length of a lease, and renews all leases together that are
 * a third over. Does nothing while no turn runs.
 */
@ApplicationScoped
class LeaseKeeper {

    private static final int LOOKS_PER_LEASE = 6;

    private final Leases leases;
    private final Duration interval;
    private final Map<HeldLease, Consumer<Throwable>> losses = new ConcurrentHashMap<>();
    private final ContextInternal timers;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param vertx whose timers go on during the shutdown, while running turns end. Mutiny's do not */
    LeaseKeeper(Leases leases, LedgerConfig config, Vertx vertx) {
        this.leases = leases;
        this.timers = ((VertxInternal) vertx).createEventLoopContext();
        this.interval = config.lease().dividedBy(LOOKS_PER_LEASE);
    }

    /**
     * Does work under a lease, and cancels it with {@link TurnException.LeaseLost} as soon as another replica is known to hold
     * the lease. While Redis does not answer, the work goes on: Redis rejects late writes, and other actions check the lease
     * first.
     */
    <T> Uni<T> hold(HeldLease held, Uni<T> work) {
        return Uni.join().first(loss(held), work).toTerminate();
    }

    /** Fails when the lease is lost; never ends otherwise. */
    private <T> Uni<T> loss(HeldLease held) {
        return Uni.createFrom().emitter(loss -> {
            losses.put(held, loss::fail);
            loss.onTermination(() -> losses.remove(held));
            begin();
        });
    }

    private void begin() {
        if (!losses.isEmpty() && looking.compareAndSet(false, true)) {
            lookLater();
        }
    }

    private void lookLater() {
        timers.setTimer(interval.toMillis(), over -> look());
    }

    /** A slow call does not delay the next one. */
    private void look() {
        if (losses.isEmpty()) {
            looking.set(false);
            begin();
            return;
        }
        lookLater();
        List<HeldLease> aged =
                losses.keySet().stream().filter(HeldLease::isAged).toList();
        if (!aged.isEmpty()) {
            renew(aged);
        }
    }

    private void renew(List<HeldLease> held) {
        long asked = System.nanoTime();
        leases.renew(held.stream().map(HeldLease::lease).toList())
                .subscribe()
                .with(
                        lost -> held.forEach(one -> apply(one, lost, asked)),
                        failure -> Log.debugf("Leases were not renewed: %s", failure.getMessage()));
    }

    private void apply(HeldLease held, Set<Lease> lost, long asked) {
        if (!lost.contains(held.lease())) {
            held.renewed(asked);
            return;
        }
        Consumer<Throwable> loss = losses.get(held);
        if (loss != null) {
            loss.accept(new TurnException.LeaseLost(held.lease()));
        }
    }
}
