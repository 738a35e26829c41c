package io.parley.turn;

import io.parley.connector.ConnectorException;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Backlog;
import io.parley.ledger.Claims;
import io.parley.ledger.Handover;
import io.parley.ledger.Ledger;
import io.parley.ledger.LedgerConfig;
import io.parley.ledger.StartedTurn;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnException;
import io.parley.ledger.UnreadableTurn;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
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
    private static final int MOST_TAKEN_AT_ONCE = 16;

    private final TurnRunner runner;
    private final LeaseKeeper leases;
    private final Ledger ledger;
    private final Claims claims;
    private final TurnJournal journal;
    private final TurnTraces traces;
    private final TurnMemory memory;
    private final TurnsConfig config;
    private final Duration lease;

    private final WaitingLine line = new WaitingLine();
    private final AtomicInteger callsToFill = new AtomicInteger();
    private final AtomicInteger beingTaken = new AtomicInteger();
    private final Set<RunningTurn> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reserved = new AtomicInteger();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean ending;
    private volatile long graceEndsAt;
    private volatile boolean tookSome;
    private volatile Runnable lookout = () -> {};

    TurnWorker(
            TurnRunner runner,
            LeaseKeeper leases,
            Ledger ledger,
            Claims claims,
            TurnJournal journal,
            TurnTraces traces,
            TurnMemory memory,
            TurnsConfig config,
            LedgerConfig limits) {
        this.runner = runner;
        this.leases = leases;
        this.ledger = ledger;
        this.claims = claims;
        this.journal = journal;
        this.traces = traces;
        this.memory = memory;
        this.config = config;
        this.lease = limits.lease();
        journal.watch(running::size);
    }

    /** @param newLookout called when this replica has room for conversations that wait, and knows none by name */
    void onRoom(Runnable newLookout) {
        lookout = newLookout;
    }

    /**
     * Keeps room for a turn that is about to be claimed. Without room nothing is kept, and no turn may be claimed. Nor may one
     * be of a conversation that this replica still runs, though its lease may have ended while Redis was away: a claim would
     * refuse the note that is under way.
     */
    boolean reserve(ConversationKey conversation) {
        return !mayStillNote(conversation) && reserve();
    }

    private boolean reserve() {
        if (reserved.incrementAndGet() <= config.maxConcurrent() - running.size() && mayTake()) {
            return true;
        }
        reserved.decrementAndGet();
        return false;
    }

    /** Ends a reservation, when its turn was started or there was none to claim. */
    void unreserve(boolean kept) {
        if (kept) {
            reserved.decrementAndGet();
            fill();
        }
    }

    /** Puts a conversation in line that nobody holds. */
    void queue(ConversationKey conversation) {
        line.arrive(conversation);
        fill();
    }

    /** For {@link #found}: taken before anybody is looked for. */
    long mark() {
        return line.mark();
    }

    /** Puts those in line whom a sweep found waiting. */
    void found(Backlog seen, long mark) {
        tookSome = false;
        line.renew(seen.overdue(), mark, seen.namesAll());
        fill();
    }

    /** Takes over who waits, for as long as there is room. A call while another is at it lets that one look again. */
    private void fill() {
        int calls = callsToFill.incrementAndGet();
        if (calls > 1) {
            return;
        }
        while (calls != 0) {
            takeAll();
            calls = callsToFill.addAndGet(-calls);
        }
        if (tookSome && line.isExhausted() && hasRoom()) {
            lookout.run();
        }
    }

    private void takeAll() {
        boolean more = true;
        while (more && beingTaken.get() < MOST_TAKEN_AT_ONCE && !line.isEmpty() && reserve()) {
            Optional<ConversationKey> next = line.next();
            more = next.isPresent();
            next.filter(conversation -> !mayStillNote(conversation))
                    .ifPresentOrElse(this::takeOver, reserved::decrementAndGet);
        }
    }

    /** What fails is left to the next sweep, and keeps nobody else from being taken. */
    private void takeOver(ConversationKey conversation) {
        beingTaken.incrementAndGet();
        Uni.createFrom()
                .deferred(() -> claims.takeOver(conversation))
                .invoke(turn -> turn.ifPresent(this::startTaken))
                .onTermination()
                .invoke(() -> {
                    beingTaken.decrementAndGet();
                    unreserve(true);
                })
                .subscribe()
                .with(done -> {}, failure -> untaken(conversation, failure));
    }

    private void startTaken(StartedTurn turn) {
        tookSome = true;
        start(turn);
    }

    private static void untaken(ConversationKey conversation, Throwable failure) {
        if (failure instanceof TurnException.LedgerUnavailable) {
            Log.debugf("Conversation %s was not taken: %s", conversation, failure.getMessage());
        } else {
            Log.errorf(failure, "Conversation %s could not be taken", conversation);
        }
    }

    /** Runs a claimed turn, and those of its conversation that wait behind it, until others wait. */
    void start(StartedTurn turn) {
        if (memory.take(turn.bytes())) {
            begin(turn);
        } else {
            giveBack(turn);
        }
    }

    /** It waits in line for the memory that it takes, or for another replica. */
    private void giveBack(StartedTurn turn) {
        ledger.handBack(turn.lease())
                .onTermination()
                .invoke(() -> line.arrive(turn.conversation()))
                .subscribe()
                .with(
                        done -> {},
                        unreleased -> Log.debugf(
                                "Lease %s ends by itself.", turn.lease().fence()));
    }

    private void begin(StartedTurn turn) {
        HeldLease held = new HeldLease(turn.lease(), lease, turn.startedAt());
        RunningTurn started = new RunningTurn(held, turn.bytes());
        running.add(started);
        started.begun(Uni.createFrom()
                .deferred(() -> run(turn, held))
                .subscribe()
                .with(handover -> ended(started, handover), failure -> failed(started, turn, failure)));
    }

    private Uni<Handover> run(StartedTurn turn, HeldLease held) {
        return leases.hold(
                held, turn instanceof Turn readable ? run(readable, held) : deadLetter((UnreadableTurn) turn));
    }

    private Uni<Handover> run(Turn turn, HeldLease held) {
        journal.started(turn);
        return traces.within(turn, Uni.createFrom().deferred(() -> runner.run(turn, held, this::goesOn)))
                .invoke(journal::ended)
                .map(EndedTurn::handover);
    }

    private Uni<Handover> deadLetter(UnreadableTurn turn) {
        return runner.deadLetter(turn, this::goesOn).invoke(() -> journal.deadLettered(turn));
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
                .chain(claims::recallUnanswered)
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

    private void ended(RunningTurn turn, Handover handover) {
        try {
            handover.next().ifPresent(this::start);
            handover.other().ifPresent(line::arrive);
            handover.returned().ifPresent(line::comeBack);
        } finally {
            leave(turn);
        }
    }

    /** Whether a conversation whose turn ends may go on here with its next one. */
    private boolean goesOn() {
        return mayTake() && line.isEmpty();
    }

    private boolean mayTake() {
        return !stopping && !memory.isExhausted();
    }

    private boolean hasRoom() {
        return mayTake() && running.size() + reserved.get() < config.maxConcurrent();
    }

    private void failed(RunningTurn started, StartedTurn turn, Throwable failure) {
        Uni.createFrom()
                .deferred(() -> afterFailure(turn, failure))
                .onTermination()
                .invoke(() -> leave(started))
                .subscribe()
                .with(
                        done -> {},
                        unreleased -> Log.debugf(
                                "Lease %s ends by itself.", turn.lease().fence()));
    }

    private Uni<Void> afterFailure(StartedTurn turn, Throwable failure) {
        journal.failed(turn, failure);
        return failure instanceof TurnException
                ? Uni.createFrom().voidItem()
                : ledger.release(turn.lease(), rest(failure));
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
        memory.release(turn.bytes());
        if (ending && running.isEmpty()) {
            drained.countDown();
        }
        fill();
    }

    private boolean mayStillNote(ConversationKey conversation) {
        return running.stream()
                .anyMatch(turn ->
                        turn.isUnsure() && turn.lease().conversation().digest().equals(conversation.digest()));
    }
}
