package io.parley.turn;

import io.parley.conversation.ConversationKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The running turns of this replica, and whether it may run more: limited by number and by memory, and none once it stops. */
@ApplicationScoped
class Capacity {

    private final Set<RunningTurn> running = ConcurrentHashMap.newKeySet();
    /** The same turns, by the digests of their conversations. */
    private final Map<String, List<RunningTurn>> conversations = new ConcurrentHashMap<>();

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
        conversations.merge(conversation(turn), List.of(turn), Capacity::joined);
    }

    void left(RunningTurn turn) {
        running.remove(turn);
        conversations.computeIfPresent(conversation(turn), (key, turns) -> without(turn, turns));
        memory.release(turn.bytes());
        if (running.isEmpty()) {
            whenEmpty.run();
        }
    }

    private static List<RunningTurn> joined(List<RunningTurn> turns, List<RunningTurn> more) {
        return Stream.concat(turns.stream(), more.stream()).toList();
    }

    /** Returns null in place of an empty list, for {@link Map#computeIfPresent}. */
    private static @Nullable List<RunningTurn> without(RunningTurn turn, List<RunningTurn> turns) {
        List<RunningTurn> others = turns.stream().filter(other -> other != turn).toList();
        return others.isEmpty() ? null : others;
    }

    Set<RunningTurn> running() {
        return running;
    }

    /**
     * Whether a turn of the conversation still runs here although its lease may have ended. A new claim would raise the fence,
     * and the pending write would be rejected.
     */
    boolean mayStillWrite(ConversationKey conversation) {
        List<RunningTurn> turns = conversations.get(conversation.digest());
        return turns != null && turns.stream().anyMatch(RunningTurn::isUnsure);
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
