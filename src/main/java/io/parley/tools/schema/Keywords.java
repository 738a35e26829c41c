package io.parley.tools.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.schema.References.Placed;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks the values of keywords. The model's service refuses every request with a wrong schema, whatever tool the user needs. So
 * a wrong value is a mistake of its document.
 */
final class Keywords {

    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "object", "array", "null");

    private Keywords() {}

    /** @throws SchemaException for a value that the keyword cannot have */
    static void check(String keyword, Placed value) {
        JsonNode node = value.node();
        switch (keyword) {
            case "type" -> demand(isType(node), value, "must be string, integer, number, boolean, object or array");
            case "enum" -> demand(node.isArray() && !node.isEmpty(), value, "must be a list of values");
            case "required" -> demand(isListOfNames(node), value, "must be a list of names");
            case "minimum", "maximum" -> demand(node.isNumber(), value, "must be a number");
            case "exclusiveMinimum", "exclusiveMaximum" ->
                demand(node.isNumber() || node.isBoolean(), value, "must be a number");
            case "multipleOf" -> demand(node.isNumber() && node.doubleValue() > 0, value, "must be a number above 0");
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                demand(node.isIntegralNumber() && node.longValue() >= 0, value, "must be a whole number from 0");
            case "pattern", "format" -> demand(node.isTextual(), value, "must be a text");
            case "uniqueItems" -> demand(node.isBoolean(), value, "must be true or false");
            default -> {
                // Any value will do.
            }
        }
    }

    /** @throws SchemaException when a lower limit is above its upper limit, so that no value fits */
    static void checkRanges(Placed schema) {
        for (String kind : Set.of("imum", "Length", "Items", "Properties")) {
            JsonNode least = schema.node().path("min" + kind);
            JsonNode most = schema.node().path("max" + kind);
            demand(
                    !least.isNumber() || !most.isNumber() || least.doubleValue() <= most.doubleValue(),
                    schema.at("min" + kind),
                    "is more than max" + kind);
        }
    }

    private static boolean isType(JsonNode type) {
        if (!type.isArray()) {
            return TYPES.contains(type.asText());
        }
        Set<String> names = new HashSet<>();
        type.forEach(name -> names.add(name.asText()));
        return !names.isEmpty() && names.size() == type.size() && TYPES.containsAll(names);
    }

    private static boolean isListOfNames(JsonNode list) {
        Set<JsonNode> names = new HashSet<>();
        list.forEach(names::add);
        return list.isArray() && names.size() == list.size() && names.stream().allMatch(JsonNode::isTextual);
    }

    private static void demand(boolean right, Placed value, String message) {
        if (!right) {
            throw value.mistake(message);
        }
    }
}
