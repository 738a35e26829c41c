package io.parley.activity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The label of Teams for what a model wrote, and the buttons to rate it. Only a message that stands may carry them, no draft:
 *
 * <pre>{@code
 * "entities": [{"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "",
 *               "additionalType": ["AIGeneratedContent"]}]
 * "channelData": {"feedbackLoop": {"type": "default"}}
 * }</pre>
 */
final class GeneratedContent {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private GeneratedContent() {}

    static Activity label(Activity message) {
        ObjectNode feedback = JSON.objectNode();
        feedback.putObject("feedbackLoop").put("type", "default");
        return message.with(entity(), feedback);
    }

    private static Entity entity() {
        ObjectNode label = JSON.objectNode()
                .put("type", "https://schema.org/Message")
                .put("@type", "Message")
                .put("@context", "https://schema.org")
                .put("@id", "");
        label.putArray("additionalType").add("AIGeneratedContent");
        return new Entity(label);
    }
}
