package io.parley.turn;

import io.parley.ledger.Claims;
import io.parley.ledger.Ledger;
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
    private final Ledger ledger;
    private final Claims claims;
    private final Duration grace;
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile long graceEndsAt;

    TurnShutdown(Capacity capacity, Ledger ledger, Claims claims, TurnsConfig config) {
        this.capacity = capacity;
        this.ledger = ledger;
        this.claims = claims;
        this.grace = config.shutdownGrace();
    }

    /** Starts no further turn. Activities that still arrive are stored for other replicas. */
    void rest(@Observes ShutdownDelayInitiatedEvent event) {
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
        giveBack(running);
    }

    private void giveBack(Set<RunningTurn> running) {
        Multi.createFrom()
                .iterable(running)
                .onItem()
                .transformToUniAndMerge(
                        turn -> ledger.handBack(turn.lease()).onFailure().recoverWithNull())
                .collect()
                .asList()
                .chain(claims::recallUnanswered)
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
