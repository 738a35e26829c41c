package io.parley.turn;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import io.parley.conversation.ConversationKey;
import io.parley.ledger.Backlog;
import io.parley.ledger.Claims;
import io.parley.ledger.Sweeps;
import io.parley.ledger.TurnException;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Finds turns that no replica runs, because their holder is gone or had no capacity, and has the worker claim them. */
@ApplicationScoped
class TurnSweeper {

    /** Redis answers one command after the other anyway, and requests with activities need connections as well. */
    private static final int AT_ONCE = 4;

    private static final int MOST_OF_A_PARTITION = 100;

    /** The number of waiting conversations above which one call for all partitions would block Redis for too long. */
    private static final int MOST_IN_A_CALM = 100;

    /** The shortest pause before a sweep that is not one of the regular ones. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final TurnWorker worker;
    private final Claims claims;
    private final Sweeps looks;
    private final TurnJournal journal;
    private final TurnsConfig config;
    private @Nullable Cancellable sweeps;
    private volatile boolean calm;
    private volatile boolean stopped;

    TurnSweeper(TurnWorker worker, Claims claims, Sweeps looks, TurnJournal journal, TurnsConfig config) {
        this.worker = worker;
        this.claims = claims;
        this.looks = looks;
        this.journal = journal;
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
                .chain(this::lookEverywhere)
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

    private Uni<List<Backlog>> lookEverywhere() {
        Uni<List<Backlog>> seen = calm && looks.mayLookEverywhere() ? lookTogether() : lookOneByOne();
        return seen.invoke(this::report);
    }

    /** Empty if Redis does not answer, or if one partition stops the script: the next sweep then looks at each by itself. */
    private Uni<List<Backlog>> lookTogether() {
        return looks.lookEverywhere(MOST_OF_A_PARTITION)
                .onFailure()
                .invoke(failure -> Log.debugf("No partition was seen: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(List.of());
    }

    private Uni<List<Backlog>> lookOneByOne() {
        return Multi.createFrom()
                .range(0, ConversationKey.PARTITIONS)
                .onItem()
                .transformToUni(this::look)
                .merge(AT_ONCE)
                .onItem()
                .<Backlog>transformToMultiAndConcatenate(
                        seen -> Multi.createFrom().optional(seen))
                .collect()
                .asList();
    }

    private void report(List<Backlog> seen) {
        boolean all = seen.size() == ConversationKey.PARTITIONS;
        Backlog sum = Backlog.sum(seen);
        calm = all && sum.waiting() <= MOST_IN_A_CALM;
        if (all) {
            journal.swept(sum);
        }
    }

    /** Sweeps a partition. Empty if Redis does not answer: a node of a cluster may be away, and the other partitions go on. */
    private Uni<Optional<Backlog>> look(int partition) {
        return looks.look(partition, MOST_OF_A_PARTITION)
                .map(Optional::of)
                .onFailure()
                .invoke(failure -> unseen(partition, failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /** Logs the failure; the next sweep tries again. */
    private static void unseen(int partition, Throwable failure) {
        if (failure instanceof TurnException.LedgerUnavailable) {
            Log.debugf("Partition %d was not swept: %s", partition, failure.getMessage());
        } else {
            Log.errorf(failure, "Partition %d could not be swept", partition);
        }
    }
}
