package io.parley.turn;

import io.parley.connector.ConnectorException;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Backlog;
import io.parley.ledger.Claims;
import io.parley.ledger.Handover;
import io.parley.ledger.Leases;
import io.parley.ledger.LedgerConfig;
import io.parley.ledger.StartedTurn;
import io.parley.ledger.TurnException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs this replica's turns: those that it has just accepted, those that it claims from the queue, and the next ones behind
 * them.
 */
@ApplicationScoped
class TurnWorker {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_CLAIMS_AT_ONCE = 16;

    private final TurnWork work;
    private final Leases leases;
    private final Claims claims;
    private final TurnJournal journal;
    private final Capacity capacity;
    private final Duration retryDelay;
    private final Duration lease;

    private final WaitingLine line = new WaitingLine();
    private final AtomicInteger callsToFill = new AtomicInteger();
    private final AtomicInteger claiming = new AtomicInteger();
    private volatile boolean claimedSome;
    private volatile Runnable whenIdle = () -> {};

    TurnWorker(
            TurnWork work,
            Leases leases,
            Claims claims,
            TurnJournal journal,
            Capacity capacity,
            TurnsConfig config,
            LedgerConfig limits) {
        this.work = work;
        this.leases = leases;
        this.claims = claims;
        this.journal = journal;
        this.capacity = capacity;
        this.retryDelay = config.retryDelay();
        this.lease = limits.lease();
        journal.watch(() -> capacity.running().size());
    }

    /** @param action called when this replica has capacity for waiting conversations and knows none by name */
    void onCapacity(Runnable action) {
        whenIdle = action;
    }

    /** Reserves capacity for a turn of the conversation; false if none of its turns may be claimed here. */
    boolean reserve(ConversationKey conversation) {
        return !capacity.mayStillWrite(conversation) && capacity.reserve();
    }

    /** Ends a reservation, when its turn was started or there was none to claim. */
    void unreserve(boolean kept) {
        if (kept) {
            capacity.unreserve();
            fill();
        }
    }

    /** Adds a conversation that no replica holds to the line. */
    void queue(ConversationKey conversation) {
        line.arrive(conversation);
        fill();
    }

    /** Returns a mark for {@link #found}. Call it before the sweep. */
    long mark() {
        return line.mark();
    }

    /** Adds the conversations that a sweep found waiting to the line. */
    void found(Backlog seen, long mark) {
        claimedSome = false;
        line.renew(seen.overdue(), mark, seen.namesAll());
        fill();
    }

    /** Claims waiting conversations while there is capacity. A call during another call makes the other one look again. */
    private void fill() {
        int calls = callsToFill.incrementAndGet();
        if (calls > 1) {
            return;
        }
        while (calls != 0) {
            claimAll();
            calls = callsToFill.addAndGet(-calls);
        }
        if (claimedSome && line.isExhausted() && capacity.isLeft()) {
            whenIdle.run();
        }
    }

    private void claimAll() {
        boolean more = true;
        while (more && claiming.get() < MOST_CLAIMS_AT_ONCE && !line.isEmpty() && capacity.reserve()) {
            Optional<ConversationKey> next = line.next();
            more = next.isPresent();
            next.filter(conversation -> !capacity.mayStillWrite(conversation))
                    .ifPresentOrElse(this::claim, capacity::unreserve);
        }
    }

    /** A failure does not stop the others; the next sweep finds the conversation again. */
    private void claim(ConversationKey conversation) {
        claiming.incrementAndGet();
        Uni.createFrom()
                .deferred(() -> claims.claim(conversation))
                .invoke(turn -> turn.ifPresent(this::startClaimed))
                .onTermination()
                .invoke(() -> {
                    claiming.decrementAndGet();
                    unreserve(true);
                })
                .subscribe()
                .with(done -> {}, failure -> notClaimed(conversation, failure));
    }

    private void startClaimed(StartedTurn turn) {
        claimedSome = true;
        start(turn);
    }

    private static void notClaimed(ConversationKey conversation, Throwable failure) {
        if (failure instanceof TurnException.LedgerUnavailable) {
            Log.debugf("Conversation %s was not claimed: %s", conversation, failure.getMessage());
        } else {
            Log.errorf(failure, "Conversation %s could not be claimed", conversation);
        }
    }

    /** Runs a claimed turn, then those of its conversation behind it, until other conversations wait. */
    void start(StartedTurn turn) {
        if (capacity.take(turn.bytes())) {
            begin(turn);
        } else {
            releaseUnstarted(turn);
        }
    }

    /** Releases the conversation and adds it to the line, until there is memory for its turn here or on another replica. */
    private void releaseUnstarted(StartedTurn turn) {
        leases.releaseUnstarted(turn.lease())
                .onTermination()
                .invoke(() -> line.arrive(turn.conversation()))
                .subscribe()
                .with(
                        done -> {},
                        unreleased -> Log.debugf(
                                "Lease %s expires by itself.", turn.lease().fence()));
    }

    private void begin(StartedTurn turn) {
        HeldLease held = new HeldLease(turn.lease(), lease, turn.startedAt());
        RunningTurn started = new RunningTurn(held, turn.bytes());
        capacity.begun(started);
        started.begun(Uni.createFrom()
                .deferred(() -> work.on(turn, held, this::goesOn))
                .subscribe()
                .with(handover -> ended(started, handover), failure -> failed(started, turn, failure)));
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

    /** Whether this replica may start the next turn of a conversation whose turn ends. */
    private boolean goesOn() {
        return capacity.mayStart() && line.isEmpty();
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
                                "Lease %s expires by itself.", turn.lease().fence()));
    }

    private Uni<Void> afterFailure(StartedTurn turn, Throwable failure) {
        journal.failed(turn, failure);
        return failure instanceof TurnException
                ? Uni.createFrom().voidItem()
                : leases.release(turn.lease(), pause(failure));
    }

    /** Returns the pause that the Connector asked for, within limits: the conversation's other turns wait as well. */
    private Duration pause(Throwable failure) {
        return failure instanceof ConnectorException.Transient busy
                ? busy.retryAfter()
                        .filter(asked -> asked.compareTo(retryDelay) > 0)
                        .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
                        .orElse(retryDelay)
                : retryDelay;
    }

    private void leave(RunningTurn turn) {
        capacity.left(turn);
        fill();
    }
}
