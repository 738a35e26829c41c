package io.parley.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.activity.Activity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of accepting an activity.
 *
 * @param replies the bot's messages, if the sender waits for them
 * @param body of the response to an invoke whose turn goes on; absent for other kinds
 */
public record Receipt(
        Kind kind, List<Activity> replies, @Nullable JsonNode body) {

    static final Receipt ACCEPTED = new Receipt(Kind.ACCEPTED, List.of(), null);
    static final Receipt HANDLED = new Receipt(Kind.HANDLED, List.of(), null);
    static final Receipt UNKNOWN = new Receipt(Kind.UNKNOWN, List.of(), null);

    static Receipt of(List<Activity> replies) {
        return new Receipt(Kind.REPLIES, replies, null);
    }

    /** Creates the receipt of an invoke whose turn continues, with the text that its sender shows meanwhile. */
    static Receipt working(String text) {
        JsonNode body = JsonNodeFactory.instance
                .objectNode()
                .put("statusCode", 200)
                .put("type", "application/vnd.microsoft.activity.message")
                .put("value", text);
        return new Receipt(Kind.WORKING, List.of(), body);
    }

    /** Decides the response to the sender. */
    public enum Kind {
        /** It is stored, or the bot ignores it. */
        ACCEPTED,
        /** It needs no turn, and is already handled. */
        HANDLED,
        /** Its turn is done, and there may be replies. */
        REPLIES,
        /** An invoke whose turn is stored and goes on. */
        WORKING,
        /** An invoke of a name that the bot does not know. */
        UNKNOWN
    }
}
