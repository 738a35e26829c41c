package io.parley.turn;

import io.parley.conversation.ConversationKey;
import java.time.Duration;
import java.util.List;

/**
 * What a sweep finds.
 *
 * @param unfinished turns that are accepted and have not ended, running ones included
 * @param oldest how long ago the oldest of them was accepted
 * @param deadLetters turns that were given up, and neither replayed nor dropped
 * @param overdue conversations with turns that nobody runs, the longest waiting first
 */
record Backlog(long unfinished, Duration oldest, long deadLetters, List<ConversationKey> overdue) {

    /** Of all partitions together, without what is to be done. */
    static Backlog sum(List<Backlog> partitions) {
        return new Backlog(
                partitions.stream().mapToLong(Backlog::unfinished).sum(),
                partitions.stream()
                        .map(Backlog::oldest)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO),
                partitions.stream().mapToLong(Backlog::deadLetters).sum(),
                List.of());
    }
}
