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

    private GeneratedContent() {}

    static Activity label(Activity message) {
        ObjectNode feedback = JsonNodeFactory.instance.objectNode();
        feedback.putObject("feedbackLoop").put("type", "default");
        List<Entity> entities = Optional.ofNullable(message.entities()).orElse(List.of());
        ObjectNode label = label();
        entities.stream().filter(entity -> entity.is(SchemaMessage.TYPE)).forEach(entity -> entity.json()
                .fields()
                .forEachRemaining(field -> label.set(field.getKey(), field.getValue())));
        List<Entity> others = entities.stream()
                .filter(entity -> !entity.is(SchemaMessage.TYPE))
                .toList();
        return ActivityBuilder.builder(message).entities(others).build().with(new Entity(label), feedback);
    }

    private static ObjectNode label() {
        ObjectNode label = SchemaMessage.create();
        label.putArray("additionalType").add("AIGeneratedContent");
        return label;
    }
}
