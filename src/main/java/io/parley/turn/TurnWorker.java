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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs this replica's turns: those it has just accepted, the ones behind them, and those that a sweep finds because the
 * replica that held them is gone or had no room.
 */
@ApplicationScoped
class TurnWorker {

    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);
    private static final Cancellable NOT_YET = () -> {};
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final TurnRunner runner;
    private final LeaseKeeper leases;
    private final TurnLedger ledger;
    private final TurnJournal journal;
    private final TurnsConfig config;

    private final Map<Lease, Cancellable> running = new ConcurrentHashMap<>();
    private final AtomicInteger reserved = new AtomicInteger();
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

    /** Keeps room for a turn that is about to be claimed. Without room, nothing is kept, and none may be claimed. */
    boolean reserve() {
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

    /** Runs a claimed turn, and those of its conversation that wait behind it. */
    void start(Turn turn) {
        running.put(turn.lease(), NOT_YET);
        Uni<EndedTurn> run = Uni.createFrom()
                .deferred(() -> runner.run(turn, () -> !stopping))
                .ifNoItem()
                .after(config.timeout())
                .fail();
        Cancellable subscription = leases.hold(turn.lease(), turn.startedAt(), run)
                .subscribe()
                .with(this::ended, failure -> failed(turn, failure));
        running.replace(turn.lease(), NOT_YET, subscription);
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
        running.values().forEach(Cancellable::cancel);
        Multi.createFrom()
                .iterable(running.keySet())
                .onItem()
                .transformToUniAndMerge(
                        lease -> ledger.handBack(lease).onFailure().recoverWithNull())
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
        return stopping ? 0 : config.maxConcurrent() - running.size() - reserved.get();
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

    /** Takes what nobody runs, as far as there is room; from anywhere, so that no partition is always the last. */
    private Uni<Void> sweep() {
        int first = ThreadLocalRandom.current().nextInt(ConversationKey.PARTITIONS);
        return Multi.createFrom()
                .items(IntStream.range(first, first + ConversationKey.PARTITIONS)
                        .mapToObj(partition -> partition % ConversationKey.PARTITIONS))
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
        return reserve()
                ? ledger.takeOver(conversation)
                        .invoke(turn -> turn.ifPresent(this::start))
                        .onTermination()
                        .invoke(() -> unreserve(true))
                : Uni.createFrom().item(Optional.empty());
    }
}
