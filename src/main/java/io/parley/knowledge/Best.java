package io.parley.knowledge;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Collects passages and keeps those with the highest scores. Only for one thread. */
final class Best {

    private final int most;
    private final PriorityQueue<Found> found = new PriorityQueue<>(Comparator.comparingDouble(Found::score));

    /** @param most the number of passages to keep */
    Best(int most) {
        this.most = most;
    }

    void offer(Passage passage, double score) {
        if (found.size() < most) {
            found.add(new Found(passage, score));
        } else if (most > 0 && score > found.element().score()) {
            found.remove();
            found.add(new Found(passage, score));
        }
    }

    /** Returns the kept passages, the best first. */
    List<Found> list() {
        return found.stream()
                .sorted(Comparator.comparingDouble((Found one) -> -one.score()))
                .toList();
    }
}
