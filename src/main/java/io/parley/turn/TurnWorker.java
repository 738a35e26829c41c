package io.parley.turn;

import io.parley.connector.ConnectorException;
import io.parley.conversation.ConversationKey;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs this replica's turns: those it has just accepted, those it takes over, and the ones behind them. On SIGTERM, running
 * turns may end first, and what is left is given back.
 */
@ApplicationScoped
class TurnWorker {

    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final TurnRunner runner;
    private final LeaseKeeper leases;
    private final TurnLedger ledger;
    private final TurnClaims claims;
    private final TurnJournal journal;
    private final TurnTraces traces;
    private final TurnsConfig config;

    private final Set<RunningTurn> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reserved = new AtomicInteger();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean ending;
    private volatile long graceEndsAt;

    TurnWorker(
            TurnRunner runner,
            LeaseKeeper leases,
            TurnLedger ledger,
            TurnClaims claims,
            TurnJournal journal,
            TurnTraces traces,
            TurnsConfig config) {
        this.runner = runner;
        this.leases = leases;
        this.ledger = ledger;
        this.claims = claims;
        this.journal = journal;
        this.traces = traces;
        this.config = config;
        journal.watch(running::size);
    }

    /** How many more turns this replica may start now. */
    int room() {
        return stopping ? 0 : Math.max(config.maxConcurrent() - running.size() - reserved.get(), 0);
    }

    /**
     * Keeps room for a turn that is about to be claimed. Without room nothing is kept, and no turn may be claimed. Nor may one
     * be of a conversation that this replica still runs, though its lease may have ended while Redis was away: a claim would
     * refuse the note that is under way.
     */
    boolean reserve(ConversationKey conversation) {
        if (mayStillNote(conversation)) {
            return false;
        }
        if (reserved.incrementAndGet() <= config.maxConcurrent() - running.size() && !stopping) {
            return true;
        }
        reserved.decrementAndGet();
        return false;
    }

    /** Ends a reservation, when its turn was started or there was none to claim. */
    void unreserve(boolean kept) {
        if (kept) {
            reserved.decrementAndGet();
        }
    }

    /** Takes over a conversation that nobody holds, when there is room for its turn. */
    Uni<Void> takeOver(ConversationKey conversation) {
        return reserve(conversation)
                ? claims.takeOver(conversation)
                        .invoke(turn -> turn.ifPresent(this::start))
                        .onTermination()
                        .invoke(() -> unreserve(true))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** Runs a claimed turn, and those of its conversation that wait behind it. */
    void start(Turn turn) {
        HeldLease held = new HeldLease(turn.lease(), config.lease(), turn.startedAt());
        RunningTurn started = new RunningTurn(held);
        running.add(started);
        journal.started(turn);
        Uni<EndedTurn> run = Uni.createFrom()
                .deferred(() -> runner.run(turn, held, () -> !stopping))
                .ifNoItem()
                .after(config.timeout())
                .fail();
        started.begun(leases.hold(held, traces.within(turn, run))
                .subscribe()
                .with(ended -> ended(started, ended), failure -> failed(started, turn, failure)));
    }

    /** Begins no turn any more. What still comes in until the platform sends it elsewhere is stored for other replicas. */
    void rest(@Observes ShutdownDelayInitiatedEvent event) {
        stopTaking();
    }

    /** Blocks, on the thread that shuts the application down: running turns may end first. */
    void end(@Observes ShutdownEvent event) throws InterruptedException {
        stopTaking();
        ending = true;
        if (!running.isEmpty() && !drained.await(graceLeft(), TimeUnit.NANOSECONDS)) {
            Log.warnf("Gave %d turns back that were still running; another replica takes them.", running.size());
        }
        running.forEach(RunningTurn::stop);
        Multi.createFrom()
                .iterable(running)
                .onItem()
                .transformToUniAndMerge(
                        turn -> ledger.handBack(turn.lease()).onFailure().recoverWithNull())
                .collect()
                .asList()
                .chain(claims::recallUnheard)
                .ifNoItem()
                .after(RELEASE_TIMEOUT)
                .fail()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    private void stopTaking() {
        if (stopping) {
            return;
        }
        graceEndsAt = System.nanoTime() + config.shutdownGrace().toNanos();
        stopping = true;
    }

    private long graceLeft() {
        return graceEndsAt - System.nanoTime();
    }

    private void ended(RunningTurn turn, EndedTurn ended) {
        journal.ended(ended);
        ended.next().ifPresent(this::start);
        leave(turn);
    }

    private void failed(RunningTurn started, Turn turn, Throwable failure) {
        journal.failed(turn, failure);
        if (failure instanceof TurnException) {
            leave(started);
            return;
        }
        ledger.release(turn.lease(), rest(failure))
                .onTermination()
                .invoke(() -> leave(started))
                .subscribe()
                .with(
                        done -> {},
                        unreleased -> Log.debugf(
                                "Lease %s ends by itself.", turn.lease().fence()));
    }

    /** As long as the Connector asked for, within limits: the conversation's other turns wait as well. */
    private Duration rest(Throwable failure) {
        return failure instanceof ConnectorException.Transient busy
                ? busy.retryAfter()
                        .filter(asked -> asked.compareTo(config.retryDelay()) > 0)
                        .map(asked -> asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked)
                        .orElse(config.retryDelay())
                : config.retryDelay();
    }

    private void leave(RunningTurn turn) {
        running.remove(turn);
        if (ending && running.isEmpty()) {
            drained.countDown();
        }
    }

    private boolean mayStillNote(ConversationKey conversation) {
        return running.stream()
                .anyMatch(turn -> turn.isUnsure() && turn.lease().conversation().equals(conversation));
    }
}
