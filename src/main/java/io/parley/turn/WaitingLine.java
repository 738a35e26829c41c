package io.parley.turn;

import io.parley.conversation.ConversationKey;
import io.parley.ledger.Waiting;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conversations that wait for a place, as far as this replica knows. Those that have had their share lately wait apart from
 * the others, and the two lines take turns: so a newcomer waits for two places at the most, however many others are busy, and
 * however many newcomers there are, the busy ones go on.
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

    /** Who is next; it leaves the line. */
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

    /** Whether it has come to its end while others wait that it does not know. */
    synchronized boolean isExhausted() {
        return incomplete && isEmpty();
    }

    /** For {@link #renew}: what is added from here on is kept. */
    synchronized long mark() {
        return added;
    }

    /**
     * Puts those in line who were found waiting, and nobody else but those added meanwhile.
     *
     * @param mark taken before anybody was looked for
     * @param all whether there are no others
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
