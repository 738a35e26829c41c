package io.parley.bot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Attachment;
import io.parley.conversation.Answer;
import java.util.List;

/** The Adaptive Card about a call that needs consent. */
final class CallCard {

    private static final String ADAPTIVE = "application/vnd.microsoft.card.adaptive";

    private CallCard() {}

    /** Returns the card without buttons, after the decision. */
    static Answer.Message settled(String title, String outcome) {
        ObjectNode card = shell(title + ": " + outcome);
        ArrayNode body = heading(card, title);
        if (!outcome.isEmpty()) {
            body.addObject()
                    .put("type", "TextBlock")
                    .put("text", outcome)
                    .put("isSubtle", true)
                    .put("wrap", true);
        }
        return new Answer.Message("", List.of(attachment(card)), List.of());
    }

    /** Adds the title, and returns the body for more. */
    static ArrayNode heading(ObjectNode card, String title) {
        ArrayNode body = card.putArray("body");
        body.addObject()
                .put("type", "TextBlock")
                .put("text", title)
                .put("weight", "Bolder")
                .put("wrap", true);
        return body;
    }

    /** @param fallback a text for clients that do not show the card */
    static ObjectNode shell(String fallback) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "AdaptiveCard")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("version", "1.4")
                .put("fallbackText", fallback);
    }

    static Attachment attachment(ObjectNode card) {
        return new Attachment(ADAPTIVE, null, card, null);
    }
}
