package io.parley.ledger;

import io.parley.conversation.ConversationConfig;
import java.time.Duration;

/** How long what is in Redis stays there, and how often it is tried, as scripts take it: times in milliseconds. */
final class Lifetimes {

    private static final String NO_ROOM = "0";
    private static final Duration FARTHEST = Duration.ofMinutes(10);

    private final LedgerConfig turns;
    private final ConversationConfig conversations;

    Lifetimes(LedgerConfig turns, ConversationConfig conversations) {
        this.turns = turns;
        this.conversations = conversations;
    }

    /** Of a claim; none without room for its turn. */
    String lease(boolean room) {
        return room ? millis(turns.lease()) : NO_ROOM;
    }

    /** The farthest from now that anything may be put off: what is farther was noted by a clock that was ahead. */
    String farthest() {
        return millis(longer(FARTHEST, turns.lease().multipliedBy(2)));
    }

    /** Most starts of a turn: after them nobody could even give it up. */
    String starts() {
        return Integer.toString(2 * turns.maxAttempts() + 1);
    }

    /** Of turns that wait or run. */
    String unfinished() {
        return millis(turns.unfinishedLifetime());
    }

    /** Of a turn that was answered. */
    String ended() {
        return millis(turns.deduplicationWindow());
    }

    /** Of a turn that was given up. */
    String dead() {
        return millis(longer(conversations.retention(), turns.deduplicationWindow()));
    }

    String history() {
        return millis(conversations.retention());
    }

    /** Not shorter than its turns' may be: fences would start over, and an old one could hold again. */
    String conversation() {
        return millis(longer(conversations.retention(), turns.unfinishedLifetime()));
    }

    /** The same, and longer by some time. */
    String conversation(Duration more) {
        return millis(
                longer(conversations.retention(), turns.unfinishedLifetime()).plus(more));
    }

    static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
