package io.parley.turn;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import io.parley.connector.ConnectorException;
import io.parley.conversation.ConversationKey;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs this replica's turns: those it has just accepted, the ones behind them, and those that a sweep finds because the
 * replica that held them is gone or had no room.
 */
@ApplicationScoped
class TurnWorker {

    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final TurnRunner runner;
    private final LeaseKeeper leases;
    private final TurnLedger ledger;
    private final TurnJournal journal;
    private final TurnsConfig config;

    private final Set<Lease> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean stopping;
    private @Nullable Cancellable sweeps;

    TurnWorker(TurnRunner runner, LeaseKeeper leases, TurnLedger ledger, TurnJournal journal, TurnsConfig config) {
        this.runner = runner;
        this.leases = leases;
        this.ledger = ledger;
        this.journal = journal;
        this.config = config;
    }

    /** Whether a turn claimed now would run at once. */
    boolean hasRoom() {
        return room() > 0;
    }

    /** Runs a claimed turn, and those of its conversation that wait behind it. */
    void start(Turn turn) {
        running.add(turn.lease());
        leases.hold(turn.lease(), Uni.createFrom().deferred(() -> runner.run(turn, () -> !stopping)))
                .subscribe()
                .with(this::ended, failure -> failed(turn, failure));
    }

    /** After all that checks settings, so that a wrong one stops the start with nothing under way. */
    void begin(@Observes @Priority(LIBRARY_AFTER) StartupEvent event) {
        sweeps = Multi.createFrom()
                .ticks()
                .every(config.sweepInterval())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> sweep())
                .subscribe()
                .with(done -> {}, failure -> Log.error("Looking for turns that nobody runs has stopped", failure));
    }

    /** Blocks, on the thread that shuts the application down: running turns may end first. */
    void end(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (sweeps != null) {
            sweeps.cancel();
        }
        if (!running.isEmpty() && !drained.await(config.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS)) {
            Log.warnf("Gave %d turns back that were still running; another replica takes them.", running.size());
        }
        Multi.createFrom()
                .iterable(running)
                .onItem()
                .transformToUniAndMerge(lease -> ledger.release(lease, Duration.ZERO))
                .collect()
                .asList()
                .ifNoItem()
                .after(RELEASE_TIMEOUT)
                .fail()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    private int room() {
        return stopping ? 0 : config.maxConcurrent() - running.size();
    }

    private void ended(EndedTurn ended) {
        journal.ended(ended);
        if (ended.next().isPresent()) {
            start(ended.next().get());
        } else {
            leave(ended.turn().lease());
        }
    }

    private void failed(Turn turn, Throwable failure) {
        journal.failed(turn, failure);
        if (failure instanceof TurnException) {
            leave(turn.lease());
            return;
        }
        ledger.release(turn.lease(), rest(failure))
                .onTermination()
                .invoke(() -> leave(turn.lease()))
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

    private void leave(Lease lease) {
        running.remove(lease);
        if (stopping && running.isEmpty()) {
            drained.countDown();
        }
    }

    /** Takes what nobody runs, as far as there is room. */
    private Uni<Void> sweep() {
        if (!hasRoom()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .items(IntStream.range(0, ConversationKey.PARTITIONS).boxed())
                .onItem()
                .transformToMultiAndConcatenate(this::overdue)
                .onItem()
                .transformToUniAndConcatenate(this::takeOver)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(TurnWorker::interrupted)
                .onFailure()
                .recoverWithNull();
    }

    /** The next sweep tries again. It comes past a turn that cannot be read: that one is claimed for now. */
    private static void interrupted(Throwable failure) {
        if (failure instanceof TurnException.LedgerUnavailable) {
            Log.debugf("No sweep: %s", failure.getMessage());
        } else {
            Log.error("A sweep came upon a turn that could not be started", failure);
        }
    }

    private Multi<ConversationKey> overdue(int partition) {
        return room() <= 0
                ? Multi.createFrom().empty()
                : ledger.overdue(partition, room()).onItem().transformToMulti(found -> Multi.createFrom()
                        .iterable(found));
    }

    private Uni<Optional<Turn>> takeOver(ConversationKey conversation) {
        return hasRoom()
                ? ledger.takeOver(conversation).invoke(turn -> turn.ifPresent(this::start))
                : Uni.createFrom().item(Optional.empty());
    }
}
