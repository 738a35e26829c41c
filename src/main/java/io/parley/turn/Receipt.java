package io.parley.turn;

import io.parley.activity.Activity;
import java.util.List;

/**
 * What was done with an activity that was handed in.
 *
 * @param replies the bot's messages, if the sender waits for them
 */
public record Receipt(Kind kind, List<Activity> replies) {

    static final Receipt ACCEPTED = new Receipt(Kind.ACCEPTED, List.of());
    static final Receipt HANDLED = new Receipt(Kind.HANDLED, List.of());
    static final Receipt UNKNOWN = new Receipt(Kind.UNKNOWN, List.of());

    static Receipt of(List<Activity> replies) {
        return new Receipt(Kind.REPLIES, replies);
    }

    /** What the response to the sender depends on. */
    public enum Kind {
        /** It is stored, or the bot ignores it. */
        ACCEPTED,
        /** It needs no turn, and is already handled. */
        HANDLED,
        /** Its turn is done, and there may be replies. */
        REPLIES,
        /** An invoke of a name that the bot does not know. */
        UNKNOWN
    }
}
