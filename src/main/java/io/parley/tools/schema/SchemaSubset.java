package io.parley.tools.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.ToolText;
import io.parley.tools.schema.References.Placed;
import java.util.Map;
import java.util.Set;

/**
 * Turns a schema of OpenAPI 3.0 or 3.1 into the JSON Schema that the model gets: replaces references by their targets and
 * {@code nullable} by a type, and leaves out documentation and properties that only answers have. Fails for everything else,
 * with its place: otherwise the model would not know about it.
 */
public final class SchemaSubset {

    private static final int DEEPEST = 12;
    private static final int MOST_SCHEMAS = 2_000;

    /** The keywords that are copied without a change. */
    private static final Set<String> COPIED = Set.of(
            "type",
            "enum",
            "const",
            "default",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "required");

    private static final Set<String> DROPPED = Set.of(
            "title",
            "example",
            "examples",
            "xml",
            "externalDocs",
            "deprecated",
            "nullable",
            "readOnly",
            "writeOnly",
            "discriminator",
            "contentMediaType",
            "contentEncoding",
            "$comment");

    private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final References references;
    private int schemas;

    public SchemaSubset(References references) {
        this.references = references;
    }

    /** @throws SchemaException for an unsupported keyword */
    public JsonNode read(Placed schema) {
        return read(schema, 0);
    }

    private JsonNode read(Placed written, int depth) {
        Placed schema = references.resolve(written);
        if (schema.node().isBoolean()) {
            return schema.node();
        }
        if (!schema.node().isObject()) {
            throw written.mistake("is not a schema");
        }
        if (depth > DEEPEST || ++schemas > MOST_SCHEMAS) {
            throw written.mistake("is nested too deeply, is too large, or contains itself");
        }
        ObjectNode read = JSON.objectNode();
        schema.node().fieldNames().forEachRemaining(keyword -> copy(keyword, schema, read, depth));
        Keywords.checkRanges(schema);
        exclude(read, "minimum", "exclusiveMinimum");
        exclude(read, "maximum", "exclusiveMaximum");
        if (schema.node().path("nullable").asBoolean()) {
            allowNull(read);
        }
        requireOnlyWhatIsLeft(read);
        return read;
    }

    private void copy(String keyword, Placed schema, ObjectNode read, int depth) {
        Placed value = schema.at(keyword);
        if (COPIED.contains(keyword)) {
            Keywords.check(keyword, value);
            read.set(keyword, value.node());
        } else if (LISTS.contains(keyword)) {
            read.set(keyword, list(value, depth));
        } else if (keyword.equals("description")) {
            read.put(keyword, ToolText.description(value.node().asText()));
        } else if (keyword.equals("items") || keyword.equals("additionalProperties")) {
            read.set(keyword, read(value, depth + 1));
        } else if (keyword.equals("properties")) {
            properties(schema, read, depth);
        } else if (!DROPPED.contains(keyword) && !keyword.startsWith("x-")) {
            throw value.mistake("is not supported");
        }
    }

    private ArrayNode list(Placed schemas, int depth) {
        if (schemas.node().isEmpty() || !schemas.node().isArray()) {
            throw schemas.mistake("must be a list of schemas");
        }
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < schemas.node().size(); i++) {
            list.add(read(schemas.at(i), depth + 1));
        }
        return list;
    }

    private void properties(Placed schema, ObjectNode read, int depth) {
        Placed properties = schema.at("properties");
        if (!properties.node().isObject()) {
            throw properties.mistake("must be a mapping of names to schemas");
        }
        ObjectNode kept = read.putObject("properties");
        for (Map.Entry<String, JsonNode> property : properties.node().properties()) {
            Placed placed = properties.at(property.getKey());
            if (property.getKey().isEmpty()
                    || !ToolText.clean(property.getKey()).equals(property.getKey())) {
                throw placed.mistake("has an empty name, or one with invisible characters");
            }
            if (!references.resolve(placed).node().path("readOnly").asBoolean()) {
                kept.set(property.getKey(), read(placed, depth + 1));
            }
        }
    }

    /** In OpenAPI 3.0, a limit is exclusive by a flag beside it; in JSON Schema by a keyword in its place. */
    private static void exclude(ObjectNode schema, String limit, String exclusive) {
        JsonNode flag = schema.path(exclusive);
        if (!flag.isBoolean()) {
            return;
        }
        schema.remove(exclusive);
        if (flag.booleanValue() && schema.has(limit)) {
            schema.set(exclusive, schema.remove(limit));
        }
    }

    /** A property that was left out cannot be required. */
    private static void requireOnlyWhatIsLeft(ObjectNode schema) {
        if (schema.path("required") instanceof ArrayNode required && schema.has("properties")) {
            ArrayNode left = JSON.arrayNode();
            required.forEach(name -> {
                if (schema.path("properties").has(name.asText())) {
                    left.add(name);
                }
            });
            schema.set("required", left);
        }
    }

    private static void allowNull(ObjectNode schema) {
        if (schema.path("type").isTextual()) {
            String type = schema.path("type").textValue();
            schema.putArray("type").add(type).add("null");
        }
        if (schema.path("enum") instanceof ArrayNode values) {
            ArrayNode more = values.deepCopy();
            more.addNull();
            schema.set("enum", more);
        }
    }
}
