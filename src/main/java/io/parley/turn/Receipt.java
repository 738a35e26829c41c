package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.conversation.InvokeResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of accepting an activity.
 *
 * @param replies the bot's messages, if the sender waits for them
 * @param result of an invoke; absent for other kinds
 */
public record Receipt(
        Kind kind, List<Activity> replies, @Nullable InvokeResult result) {

    static final Receipt ACCEPTED = new Receipt(Kind.ACCEPTED, List.of(), null);
    static final Receipt HANDLED = new Receipt(Kind.HANDLED, List.of(), null);
    static final Receipt UNKNOWN = new Receipt(Kind.UNKNOWN, List.of(), null);

    static Receipt of(List<Activity> replies) {
        return new Receipt(Kind.REPLIES, replies, null);
    }

    static Receipt of(InvokeResult result) {
        return new Receipt(Kind.RESULT, List.of(), result);
    }

    /** Decides the response to the sender. */
    public enum Kind {
        /** It is stored, or the bot ignores it. */
        ACCEPTED,
        /** It needs no turn, and is already handled. */
        HANDLED,
        /** Its turn is done, and there may be replies. */
        REPLIES,
        /** An invoke that has a result. Its turn may go on. */
        RESULT,
        /** An invoke of a name that the bot does not know. */
        UNKNOWN
    }
}
