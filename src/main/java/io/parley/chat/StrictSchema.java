package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Whether the service accepts a schema with {@code "strict": true}, which makes the model's arguments follow it. The service takes
 * a subset of JSON Schema then: for example, every property is required, and no other is allowed. One schema outside the subset
 * makes it refuse the whole request.
 */
final class StrictSchema {

    private static final int MOST_LEVELS = 5;
    private static final int MOST_PROPERTIES = 100;
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "title",
            "description");

    private int properties;

    private StrictSchema() {}

    static boolean accepts(JsonNode parameters) {
        return parameters.path("type").asText().equals("object")
                && !parameters.has("anyOf")
                && new StrictSchema().accepts(parameters, 1);
    }

    private boolean accepts(JsonNode schema, int level) {
        return schema.isObject()
                && level <= MOST_LEVELS
                && schema.properties().stream().map(Map.Entry::getKey).allMatch(KEYWORDS::contains)
                && isClosed(schema)
                && all(schema.path("properties"), level + 1)
                && all(schema.path("anyOf"), level)
                && (!schema.has("items") || accepts(schema.path("items"), level + 1));
    }

    private boolean all(JsonNode schemas, int level) {
        return StreamSupport.stream(schemas.spliterator(), false).allMatch(schema -> accepts(schema, level));
    }

    /** An object needs each of its properties, and takes no others. */
    private boolean isClosed(JsonNode schema) {
        if (!mayBeObject(schema)) {
            return !schema.has("properties");
        }
        JsonNode additional = schema.path("additionalProperties");
        properties += schema.path("properties").size();
        return additional.isBoolean()
                && !additional.booleanValue()
                && properties <= MOST_PROPERTIES
                && schema.path("properties").properties().stream()
                        .map(Map.Entry::getKey)
                        .allMatch(name -> isRequired(schema, name));
    }

    private static boolean mayBeObject(JsonNode schema) {
        return schema.path("type").asText().equals("object") || contains(schema.path("type"), "object");
    }

    private static boolean isRequired(JsonNode schema, String name) {
        return contains(schema.path("required"), name);
    }

    private static boolean contains(JsonNode texts, String text) {
        return StreamSupport.stream(texts.spliterator(), false)
                .anyMatch(one -> one.asText().equals(text));
    }
}
