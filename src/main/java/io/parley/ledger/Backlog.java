package io.parley.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The unfinished work that a sweep finds.
 *
 * @param unfinished number of turns that are accepted and have not ended, including running ones
 * @param oldest the time since the oldest of them was accepted
 * @param deadLetters number of turns that were given up, and neither replayed nor dropped
 * @param waiting number of conversations with turns that no replica runs
 * @param longestWait how long the first of them has waited
 * @param next how long until a conversation that is held, or that rests, may be claimed; empty if there is none
 * @param overdue some of them, the longest waiting of each kind first
 */
public record Backlog(
        long unfinished,
        Duration oldest,
        long deadLetters,
        long waiting,
        Duration longestWait,
        Optional<Duration> next,
        List<Waiting> overdue) {

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
                        .flatMap(partition -> partition.next().stream())
                        .min(Duration::compareTo),
                partitions.stream()
                        .flatMap(partition -> partition.overdue().stream())
                        .toList());
    }

    /** Whether {@link #overdue} contains all waiting conversations. */
    public boolean namesAll() {
        return overdue.size() >= waiting;
    }

    private static Duration longest(List<Backlog> partitions, Function<Backlog, Duration> time) {
        return partitions.stream().map(time).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
