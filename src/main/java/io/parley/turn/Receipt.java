package io.parley.turn;

import io.parley.activity.Activity;
import java.util.List;

/**
 * What became of an activity that was handed in.
 *
 * @param replies of the bot, where its sender waits for them
 */
public record Receipt(Kind kind, List<Activity> replies) {

    static final Receipt ACCEPTED = new Receipt(Kind.ACCEPTED, List.of());
    static final Receipt HANDLED = new Receipt(Kind.HANDLED, List.of());
    static final Receipt UNKNOWN = new Receipt(Kind.UNKNOWN, List.of());

    static Receipt of(List<Activity> replies) {
        return new Receipt(Kind.REPLIES, replies);
    }

    /** How it is answered. */
    public enum Kind {
        /** It is stored, or asks nothing of the bot. */
        ACCEPTED,
        /** It took no turn, and nothing is left to do. */
        HANDLED,
        /** Its turn is done, and there may be replies. */
        REPLIES,
        /** An invoke of a name that the bot does not know. */
        UNKNOWN
    }
}
