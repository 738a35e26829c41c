package io.parley.ledger;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What a sweep finds.
 *
 * @param unfinished turns that are accepted and have not ended, running ones included
 * @param oldest how long ago the oldest of them was accepted
 * @param deadLetters turns that were given up, and neither replayed nor dropped
 * @param waiting conversations with turns that nobody runs
 * @param longestWait how long the first of them has waited
 * @param overdue some of them, the longest waiting of each kind first
 */
public record Backlog(
        long unfinished, Duration oldest, long deadLetters, long waiting, Duration longestWait, List<Waiting> overdue) {

    public static final Backlog NONE = sum(List.of());

    /** Adds up all partitions. */
    public static Backlog sum(List<Backlog> partitions) {
        return new Backlog(
                partitions.stream().mapToLong(Backlog::unfinished).sum(),
                longest(partitions, Backlog::oldest),
                partitions.stream().mapToLong(Backlog::deadLetters).sum(),
                partitions.stream().mapToLong(Backlog::waiting).sum(),
                longest(partitions, Backlog::longestWait),
                partitions.stream()
                        .flatMap(partition -> partition.overdue().stream())
                        .toList());
    }

    /** Whether {@link #overdue} names all that wait. */
    public boolean namesAll() {
        return overdue.size() >= waiting;
    }

    private static Duration longest(List<Backlog> partitions, Function<Backlog, Duration> time) {
        return partitions.stream().map(time).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
