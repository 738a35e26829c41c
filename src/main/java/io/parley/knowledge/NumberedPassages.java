package io.parley.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The passages that the model gets in one turn, by the numbers that stand for them in its answer. Numbers go on from one search to the
 * next, and a passage that is found again keeps its number. For use by several threads: calls of a turn may run side by side.
 */
public final class NumberedPassages {

    private final TreeMap<Integer, Passage> passages = new TreeMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Returns passages by their places: the first one is number 1. */
    public static NumberedPassages of(List<Passage> passages) {
        NumberedPassages numbered = new NumberedPassages();
        for (int place = 0; place < passages.size(); place++) {
            numbered.put(place + 1, passages.get(place));
        }
        return numbered;
    }

    /** Returns the number of a passage. A new passage gets the next number. */
    synchronized int add(Passage passage) {
        Integer known = numbers.get(key(passage));
        int number = known != null ? known : passages.isEmpty() ? 1 : passages.lastKey() + 1;
        put(number, passage);
        return number;
    }

    /** Gives a passage the number that it had. */
    synchronized void put(int number, Passage passage) {
        passages.putIfAbsent(number, passage);
        numbers.putIfAbsent(key(passage), number);
    }

    public synchronized Optional<Passage> find(int number) {
        return Optional.ofNullable(passages.get(number));
    }

    /** Whether a passage has this number. */
    public synchronized boolean has(int number) {
        return passages.containsKey(number);
    }

    public synchronized boolean isEmpty() {
        return passages.isEmpty();
    }

    private static String key(Passage passage) {
        return passage.titlePath() + "\n" + passage.text();
    }
}
