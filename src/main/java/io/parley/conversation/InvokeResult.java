package io.parley.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The response to a card's action, in the form that Adaptive Cards specify for {@code Action.Execute}:
 *
 * <pre>{@code
 * {"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard", …}}
 * {"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"One moment, please."}
 * {"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"…"}}
 * }</pre>
 *
 * @param statusCode 200, 400 or 500. The HTTP status is 200 in each case
 * @param value a card, a sentence, or the code and the sentence of an error
 */
@RegisterForReflection
public record InvokeResult(int statusCode, String type, JsonNode value) {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FAILED = 500;

    /** Creates a result that replaces the card for the user who pressed its button. */
    public static InvokeResult card(JsonNode card) {
        return new InvokeResult(OK, "application/vnd.microsoft.card.adaptive", card);
    }

    /** Creates a sentence that only the user who pressed the button sees. The card does not change. */
    public static InvokeResult message(String sentence) {
        return new InvokeResult(OK, "application/vnd.microsoft.activity.message", TextNode.valueOf(sentence));
    }

    /** Creates the result of an invoke that no card of the bot sends. */
    public static InvokeResult refused(String code, String sentence) {
        return error(BAD_REQUEST, code, sentence);
    }

    /** Creates the result of an invoke whose turn is given up. The apology is a message of the conversation. */
    public static InvokeResult failed() {
        return error(FAILED, "InternalServerError", "The action failed.");
    }

    private static InvokeResult error(int statusCode, String code, String sentence) {
        return new InvokeResult(
                statusCode,
                "application/vnd.microsoft.error",
                JsonNodeFactory.instance.objectNode().put("code", code).put("message", sentence));
    }
}
