package io.parley.turn;

import io.parley.ledger.Claims;
import io.parley.ledger.Leases;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On SIGTERM, starts no further turns, lets running ones end, and releases those that take too long. */
@ApplicationScoped
class TurnShutdown {

    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);

    private final Capacity capacity;
    private final Leases leases;
    private final Claims claims;
    private final Duration grace;
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile long graceEndsAt;

    TurnShutdown(Capacity capacity, Leases leases, Claims claims, TurnsConfig config) {
        this.capacity = capacity;
        this.leases = leases;
        this.claims = claims;
        this.grace = config.shutdownGrace();
    }

    /** Starts no further turn. Activities that still arrive are stored for other replicas. */
    void prepare(@Observes ShutdownDelayInitiatedEvent event) {
        stopStarting();
    }

    /** Blocks the thread that shuts the application down, so that running turns can end first. */
    void end(@Observes ShutdownEvent event) throws InterruptedException {
        stopStarting();
        capacity.whenEmpty(drained::countDown);
        Set<RunningTurn> running = capacity.running();
        if (!running.isEmpty() && !drained.await(graceEndsAt - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            Log.warnf("Released %d turns that were still running; another replica continues them.", running.size());
        }
        running.forEach(RunningTurn::stop);
        release(running);
    }

    private void release(Set<RunningTurn> running) {
        Multi.createFrom()
                .iterable(running)
                .onItem()
                .transformToUniAndMerge(turn ->
                        leases.releaseUnstarted(turn.lease()).onFailure().recoverWithNull())
                .collect()
                .asList()
                .chain(claims::releaseUnanswered)
                .ifNoItem()
                .after(RELEASE_TIMEOUT)
                .fail()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    private void stopStarting() {
        if (!capacity.isStopping()) {
            graceEndsAt = System.nanoTime() + grace.toNanos();
            capacity.stop();
        }
    }
}
