package io.parley.turn;

import io.parley.conversation.ConversationKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The running turns of this replica, and whether it may run more: limited by number and by memory, and none once it stops. */
@ApplicationScoped
class Capacity {

    private final Set<RunningTurn> running = ConcurrentHashMap.newKeySet();
    /** The number of running turns of each conversation. */
    private final Map<String, Integer> conversations = new ConcurrentHashMap<>();

    private final AtomicInteger reserved = new AtomicInteger();
    private final TurnMemory memory;
    private final int maxConcurrent;
    private volatile boolean stopping;
    private volatile Runnable whenEmpty = () -> {};

    Capacity(TurnMemory memory, TurnsConfig config) {
        this.memory = memory;
        this.maxConcurrent = config.maxConcurrent();
    }

    /**
     * Reserves capacity for a turn that is about to be claimed. Returns false if there is none; then no turn may be claimed.
     */
    boolean reserve() {
        if (reserved.incrementAndGet() <= maxConcurrent - running.size() && mayStart()) {
            return true;
        }
        reserved.decrementAndGet();
        return false;
    }

    /** Ends a reservation, when its turn has started or there was none to claim. */
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

    /** Takes the memory for a turn; false if there is not enough. */
    boolean take(long bytes) {
        return memory.take(bytes);
    }

    void begun(RunningTurn turn) {
        running.add(turn);
        conversations.merge(conversation(turn), 1, Integer::sum);
    }

    void left(RunningTurn turn) {
        running.remove(turn);
        conversations.computeIfPresent(conversation(turn), (key, number) -> number > 1 ? number - 1 : null);
        memory.release(turn.bytes());
        if (running.isEmpty()) {
            whenEmpty.run();
        }
    }

    Set<RunningTurn> running() {
        return running;
    }

    /**
     * Whether a turn of the conversation still runs here although its lease may have ended. A new claim would raise the fence,
     * and the pending write would be rejected.
     */
    boolean mayStillWrite(ConversationKey conversation) {
        return conversations.containsKey(conversation.digest())
                && running.stream()
                        .anyMatch(turn -> conversation(turn).equals(conversation.digest()) && turn.isUnsure());
    }

    private static String conversation(RunningTurn turn) {
        return turn.lease().conversation().digest();
    }

    boolean isStopping() {
        return stopping;
    }

    /** Lets no further turn start. */
    void stop() {
        stopping = true;
    }

    /** @param action called each time that the last running turn has ended */
    void whenEmpty(Runnable action) {
        whenEmpty = action;
    }
}
