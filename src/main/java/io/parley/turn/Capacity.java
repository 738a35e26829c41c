package io.parley.turn;

import io.parley.conversation.ConversationKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The turns under way on this replica, and how many more it may run: by number, by memory, and none once it stops. */
@ApplicationScoped
class Capacity {

    private final Set<RunningTurn> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reserved = new AtomicInteger();
    private final TurnMemory memory;
    private final int maxConcurrent;
    private volatile boolean stopping;
    private volatile Runnable whenEmpty = () -> {};

    Capacity(TurnMemory memory, TurnsConfig config) {
        this.memory = memory;
        this.maxConcurrent = config.maxConcurrent();
    }

    /** Keeps capacity for a turn that is about to be claimed; false when there is none, and then no turn may be claimed. */
    boolean reserve() {
        if (reserved.incrementAndGet() <= maxConcurrent - running.size() && mayStart()) {
            return true;
        }
        reserved.decrementAndGet();
        return false;
    }

    /** Ends a reservation, when its turn has begun or there was none to claim. */
    void unreserve() {
        reserved.decrementAndGet();
    }

    /** Whether another turn could be claimed now. */
    boolean isLeft() {
        return mayStart() && running.size() + reserved.get() < maxConcurrent;
    }

    /** Whether this replica starts turns at all. */
    boolean mayStart() {
        return !stopping && !memory.isExhausted();
    }

    /** Takes the memory for a turn; false when it does not fit. */
    boolean take(long bytes) {
        return memory.take(bytes);
    }

    void begun(RunningTurn turn) {
        running.add(turn);
    }

    void left(RunningTurn turn) {
        running.remove(turn);
        memory.release(turn.bytes());
        if (running.isEmpty()) {
            whenEmpty.run();
        }
    }

    Set<RunningTurn> running() {
        return running;
    }

    /**
     * Whether a turn of the conversation still runs here although its lease may have ended. A new claim would raise the fence, and
     * the pending write would be rejected.
     */
    boolean mayStillWrite(ConversationKey conversation) {
        return running.stream()
                .anyMatch(turn ->
                        turn.isUnsure() && turn.lease().conversation().digest().equals(conversation.digest()));
    }

    boolean isStopping() {
        return stopping;
    }

    /** No further turn starts from here on. */
    void stop() {
        stopping = true;
    }

    /** @param action called each time that the last running turn has left */
    void whenEmpty(Runnable action) {
        whenEmpty = action;
    }
}
