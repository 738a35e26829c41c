package io.parley.turn;

import io.parley.conversation.ConversationKey;
import io.parley.ledger.Waiting;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The waiting conversations that this replica knows. Those that had an answer recently wait in a second line, and the two
 * lines alternate. So a new conversation waits for at most two others, however many are busy, and the busy ones go on,
 * however many new ones there are.
 */
final class WaitingLine {

    private final Map<ConversationKey, Long> arrived = new LinkedHashMap<>();
    private final Map<ConversationKey, Long> returned = new LinkedHashMap<>();
    private long added;
    private boolean arrivedWasLast;
    private boolean incomplete;

    synchronized void arrive(ConversationKey conversation) {
        if (!returned.containsKey(conversation)) {
            arrived.putIfAbsent(conversation, added++);
        }
    }

    synchronized void comeBack(ConversationKey conversation) {
        if (!arrived.containsKey(conversation)) {
            returned.putIfAbsent(conversation, added++);
        }
    }

    /** Removes the next conversation from the line and returns it. */
    synchronized Optional<ConversationKey> next() {
        boolean fromArrived = returned.isEmpty() || (!arrived.isEmpty() && !arrivedWasLast);
        Map<ConversationKey, Long> line = fromArrived ? arrived : returned;
        if (line.isEmpty()) {
            return Optional.empty();
        }
        arrivedWasLast = fromArrived;
        ConversationKey first = line.keySet().iterator().next();
        line.remove(first);
        return Optional.of(first);
    }

    synchronized boolean isEmpty() {
        return arrived.isEmpty() && returned.isEmpty();
    }

    /** Whether it is empty although conversations wait that it does not know. */
    synchronized boolean isExhausted() {
        return incomplete && isEmpty();
    }

    /** Returns a mark for {@link #renew}: what is added from now on is kept. */
    synchronized long mark() {
        return added;
    }

    /**
     * Replaces the lines by the conversations that were found waiting, and by those that were added meanwhile.
     *
     * @param mark taken before the search began
     * @param all whether these are all waiting conversations
     */
    synchronized void renew(List<Waiting> found, long mark, boolean all) {
        renew(arrived, found.stream().filter(one -> !one.returned()).toList(), mark);
        renew(returned, found.stream().filter(Waiting::returned).toList(), mark);
        incomplete = !all;
    }

    private static void renew(Map<ConversationKey, Long> line, List<Waiting> found, long mark) {
        line.values().removeIf(since -> since < mark);
        Map<ConversationKey, Long> newest = new LinkedHashMap<>(line);
        line.clear();
        found.stream()
                .sorted(Comparator.comparingDouble(Waiting::since))
                .forEach(one -> line.put(one.conversation(), mark));
        newest.forEach(line::putIfAbsent);
    }
}
