package io.parley.ledger;

import io.parley.conversation.ConversationConfig;
import java.time.Duration;

/** How long keys stay in Redis, and how often a turn is started, as arguments of scripts: times in milliseconds. */
final class Lifetimes {

    private static final String NO_CAPACITY = "0";
    private static final Duration FARTHEST = Duration.ofMinutes(10);

    /** For so many leases a start holds its conversation at most: {@code pauses} in {@code turns.lua}. */
    private static final int LONGEST_PAUSE = 10;

    private final LedgerConfig turns;
    private final ConversationConfig conversations;

    Lifetimes(LedgerConfig turns, ConversationConfig conversations) {
        this.turns = turns;
        this.conversations = conversations;
    }

    /** Lease time of a claim; 0 if this replica has no capacity. */
    String lease(boolean capacity) {
        return capacity ? millis(turns.lease()) : NO_CAPACITY;
    }

    /** The longest delay of a score in {@code due}: a later one was written while the clock of Redis was ahead. */
    String farthest() {
        return millis(longer(FARTHEST, turns.lease().multipliedBy(LONGEST_PAUSE)));
    }

    /**
     * The maximum number of starts of a turn, including those to give it up. After that, the turn is dead-lettered without
     * another start.
     */
    String starts() {
        return Integer.toString(2 * turns.maxAttempts() + 1);
    }

    /** Lifetime of a turn that waits or runs. */
    String unfinished() {
        return millis(turns.unfinishedLifetime());
    }

    /** Lifetime of a turn that was answered. */
    String ended() {
        return millis(turns.deduplicationWindow());
    }

    /** Lifetime of a turn that was given up. */
    String dead() {
        return millis(longer(conversations.retention(), turns.deduplicationWindow()));
    }

    /** Lifetime of a call that waits for its user's consent. */
    String consent() {
        return millis(conversations.consentWithin());
    }

    String history() {
        return millis(conversations.retention());
    }

    /**
     * Lifetime of a conversation, at least that of its turns: if fences started again at 1, an old one could become valid.
     */
    String conversation() {
        return millis(longer(conversations.retention(), turns.unfinishedLifetime()));
    }

    /** Lifetime of a conversation, extended by some time. */
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
