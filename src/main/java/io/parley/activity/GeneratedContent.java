package io.parley.activity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The label of Teams for text that a model wrote, and the buttons to rate it. Only a final message may have them, not a draft:
 *
 * <pre>{@code
 * "entities": [{"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "",
 *               "additionalType": ["AIGeneratedContent"]}]
 * "channelData": {"feedbackLoop": {"type": "default"}}
 * }</pre>
 *
 * <p>A message has one entity of this type. If it already has one, for example for citations, the label is added to that one.
 */
final class GeneratedContent {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final String TYPE = "https://schema.org/Message";

    private GeneratedContent() {}

    static Activity label(Activity message) {
        ObjectNode feedback = JSON.objectNode();
        feedback.putObject("feedbackLoop").put("type", "default");
        List<Entity> entities = Optional.ofNullable(message.entities()).orElse(List.of());
        ObjectNode label = label();
        entities.stream().filter(entity -> entity.is(TYPE)).forEach(entity -> entity.json()
                .fields()
                .forEachRemaining(field -> label.set(field.getKey(), field.getValue())));
        List<Entity> others =
                entities.stream().filter(entity -> !entity.is(TYPE)).toList();
        return ActivityBuilder.builder(message).entities(others).build().with(new Entity(label), feedback);
    }

    private static ObjectNode label() {
        ObjectNode label = JSON.objectNode()
                .put("type", TYPE)
                .put("@type", "Message")
                .put("@context", "https://schema.org")
                .put("@id", "");
        label.putArray("additionalType").add("AIGeneratedContent");
        return label;
    }
}
