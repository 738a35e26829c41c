package io.parley.tools.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Checks a value against the part of JSON Schema that describes most arguments: types, enumerations, lengths, ranges,
 * properties, items, compositions, and references within the schema. Other keywords are left to the service, which checks
 * again: patterns, formats, references to other documents. A schema cannot make the check long: it ends after a fixed number
 * of steps, and the service has the last word.
 */
public final class SchemaCheck {

    private static final int MOST_STEPS = 10_000;
    private static final int DEEPEST = 100;

    private final JsonNode root;
    private int steps;
    private int depth;

    private SchemaCheck(JsonNode root) {
        this.root = root;
    }

    /**
     * Says what is wrong with arguments, in words for the model. Unknown names are no fault, nor is null in place of an argument
     * that may be absent.
     *
     * @param schema of type object
     */
    public static Optional<String> objection(JsonNode schema, ObjectNode arguments) {
        return new SchemaCheck(schema).object(schema, withoutNulls(schema, arguments), "");
    }

    /** Returns the arguments without those that are null and may be absent. Models write null for "none". */
    public static ObjectNode withoutNulls(JsonNode schema, ObjectNode arguments) {
        ObjectNode present = arguments.deepCopy();
        arguments.fieldNames().forEachRemaining(name -> {
            JsonNode property = schema.path("properties").path(name);
            if (arguments.path(name).isNull() && !Values.mayBeNull(property) && !isRequired(schema, name)) {
                present.remove(name);
            }
        });
        return present;
    }

    private static boolean isRequired(JsonNode schema, String name) {
        return stream(schema.path("required"))
                .anyMatch(required -> required.asText().equals(name));
    }

    private Optional<String> check(JsonNode schema, JsonNode value, String path) {
        if (++steps > MOST_STEPS
                || depth > DEEPEST
                || schema.isMissingNode()
                || (schema.isBoolean() && schema.booleanValue())) {
            return Optional.empty();
        }
        if (schema.isBoolean()) {
            return Optional.of(path + " must be left out");
        }
        depth++;
        Optional<String> objection = within(schema, value, path);
        depth--;
        return objection;
    }

    private Optional<String> within(JsonNode schema, JsonNode value, String path) {
        if (schema.path("$ref").isTextual()) {
            return check(referenced(schema.path("$ref").textValue()), value, path);
        }
        return Values.objection(schema, value, path)
                .or(() -> composition(schema, value, path))
                .or(() -> value.isArray() ? items(schema, value, path) : Optional.empty())
                .or(() -> value.isObject() ? object(schema, value, path) : Optional.empty());
    }

    private JsonNode referenced(String reference) {
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : MissingNode.getInstance();
    }

    private Optional<String> composition(JsonNode schema, JsonNode value, String path) {
        return alternatives(schema.path("anyOf"), value, path)
                .or(() -> alternatives(schema.path("oneOf"), value, path))
                .or(() -> first(stream(schema.path("allOf")).map(part -> check(part, value, path))));
    }

    private Optional<String> alternatives(JsonNode choices, JsonNode value, String path) {
        boolean fits = choices.isEmpty()
                || stream(choices).anyMatch(choice -> check(choice, value, path).isEmpty());
        return fits ? Optional.empty() : Optional.of(path + " has none of the forms that it may have");
    }

    private Optional<String> items(JsonNode schema, JsonNode value, String path) {
        JsonNode element = schema.path("items");
        return first(stream(value).map(item -> check(element, item, "an item of " + path)));
    }

    private Optional<String> object(JsonNode schema, JsonNode value, String path) {
        JsonNode properties = schema.path("properties");
        Optional<String> missing = stream(schema.path("required"))
                .map(JsonNode::asText)
                .filter(name -> !value.has(name))
                .map(name -> path(path, name) + " is required")
                .findFirst();
        return missing.or(() -> first(value.properties().stream()
                .map(property -> check(
                        properties.path(property.getKey()), property.getValue(), path(path, property.getKey())))));
    }

    private static Optional<String> first(Stream<Optional<String>> objections) {
        return objections.flatMap(Optional::stream).findFirst();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String path(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
