package io.parley.turn;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import io.parley.ledger.Backlog;
import io.parley.ledger.Claims;
import io.parley.ledger.Sweeps;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Finds turns that no replica runs, because their holder is gone or had no capacity, and has the worker claim them. */
@ApplicationScoped
class TurnSweeper {

    /** The shortest pause before a sweep that is not one of the regular ones. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final TurnWorker worker;
    private final Claims claims;
    private final BacklogSearch search;
    private final TurnsConfig config;
    private @Nullable Cancellable sweeps;
    private volatile boolean stopped;

    TurnSweeper(TurnWorker worker, Claims claims, Sweeps looks, TurnJournal journal, TurnsConfig config) {
        this.worker = worker;
        this.claims = claims;
        this.search = new BacklogSearch(looks, journal);
        this.config = config;
    }

    /** Starts after the check of all settings, so that a wrong one stops the start before any turn runs. */
    void begin(@Observes @Priority(LIBRARY_AFTER) StartupEvent event) {
        Log.infof("This replica is %s in the ledger of turns.", claims.replica());
        sweeps = Multi.createFrom()
                .ticks()
                .every(config.sweepInterval())
                .onOverflow()
                .drop()
                .onItem()
                .invoke(tick -> {
                    if (asked.compareAndSet(0, 1)) {
                        sweep();
                    }
                })
                .subscribe()
                .with(
                        done -> {},
                        failure -> Log.error("The sweep for turns that no replica runs has stopped", failure));
        worker.onCapacity(this::soon);
    }

    void prepare(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void end(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        stopped = true;
        if (sweeps != null) {
            sweeps.cancel();
        }
    }

    /** Sweeps at once, or when the current sweep has ended. */
    private void soon() {
        if (asked.getAndUpdate(sweeps -> Math.min(sweeps + 1, 2)) == 0) {
            sweep();
        }
    }

    /** Sweeps, and passes the waiting conversations to the worker. */
    private void sweep() {
        long mark = worker.mark();
        claims.releaseUnanswered()
                .chain(search::lookEverywhere)
                .map(Backlog::sum)
                .invoke(seen -> worker.found(seen, mark))
                .invoke(this::wake)
                .onFailure()
                .invoke(failure -> Log.error("A sweep failed", failure))
                .onTermination()
                .invoke(this::swept)
                .subscribe()
                .with(done -> {}, failure -> {});
    }

    /**
     * Sweeps when the next lease ends, if that is before the next regular sweep: a holder that is alive renews its leases earlier.
     */
    private void wake(Backlog seen) {
        seen.next()
                .filter(next -> next.compareTo(config.sweepInterval()) < 0)
                .filter(unused -> waking.compareAndSet(false, true))
                .ifPresent(next -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(next.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : next)
                        .subscribe()
                        .with(over -> woken()));
    }

    private void woken() {
        waking.set(false);
        if (!stopped) {
            soon();
        }
    }

    private void swept() {
        if (asked.decrementAndGet() > 0) {
            sweep();
        }
    }
}
