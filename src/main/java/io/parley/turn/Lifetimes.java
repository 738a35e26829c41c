package io.parley.turn;

import io.parley.conversation.ConversationConfig;
import java.time.Duration;

/** How long what is in Redis stays there, as scripts take it: in milliseconds. */
final class Lifetimes {

    private static final String NO_ROOM = "0";

    private final TurnsConfig turns;
    private final ConversationConfig conversations;

    Lifetimes(TurnsConfig turns, ConversationConfig conversations) {
        this.turns = turns;
        this.conversations = conversations;
    }

    /** Of a claim; none without room for its turn. */
    String lease(boolean room) {
        return room ? millis(turns.lease()) : NO_ROOM;
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

    static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
