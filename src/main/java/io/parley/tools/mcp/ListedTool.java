package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.parley.digest.Digest;
import io.parley.tools.ToolText;
import io.parley.tools.schema.SchemaValues;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A tool as its server describes it. The description is untrusted: invisible characters are removed, and it is cut.
 *
 * @param parameters a JSON Schema of type object
 * @param headers arguments that also go into headers, with the names of these
 * @param digest of the name, the description and the schema, as the server wrote them
 */
record ListedTool(String name, String description, JsonNode parameters, Map<String, String> headers, String digest) {

    private static final int LONGEST_SCHEMA = 16 * 1024;
    private static final int DEEPEST = 40;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Reads a tool of a list; empty when the model's service, or the protocol, does not take its schema. */
    static Optional<ListedTool> of(JsonNode listed) {
        JsonNode schema = listed.path("inputSchema");
        if (!schema.path("type").asText().equals("object")
                || schema.toString().length() > LONGEST_SCHEMA
                || schema.has("anyOf")
                || schema.has("oneOf")
                || schema.has("allOf")
                || schema.has("not")
                || schema.has("enum")
                || !SchemaValues.areRight(schema)) {
            return Optional.empty();
        }
        return headers(schema)
                .map(headers -> new ListedTool(
                        listed.path("name").asText(),
                        ToolText.description(listed.path("description").asText()),
                        cleaned(((ObjectNode) schema).deepCopy().without("$schema"), 0),
                        headers,
                        digest(listed)));
    }

    /** Returns nothing for a header that cannot be one: the protocol wants such a tool left out. */
    private static Optional<Map<String, String>> headers(JsonNode schema) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode header = property.getValue().path("x-mcp-header");
            if (!header.isMissingNode()) {
                if (!header.asText().matches("[A-Za-z0-9-]{1,64}") || headers.containsValue(header.asText())) {
                    return Optional.empty();
                }
                headers.put(property.getKey(), header.asText());
            }
        }
        return Optional.of(headers);
    }

    private static JsonNode cleaned(JsonNode node, int depth) {
        if (node.isTextual()) {
            return TextNode.valueOf(ToolText.description(node.textValue()));
        }
        if (depth > DEEPEST) {
            return JSON.objectNode();
        }
        if (node.isArray()) {
            ArrayNode array = JSON.arrayNode();
            node.forEach(item -> array.add(cleaned(item, depth + 1)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JSON.objectNode();
            node.properties()
                    .forEach(entry -> object.set(ToolText.clean(entry.getKey()), cleaned(entry.getValue(), depth + 1)));
            return object;
        }
        return node;
    }

    private static String digest(JsonNode listed) {
        ObjectNode described = JSON.objectNode();
        described.set("name", listed.path("name"));
        described.set("description", listed.path("description"));
        described.set("inputSchema", listed.path("inputSchema"));
        return Digest.sha256(canonical(described).toString()).hex();
    }

    /** Sorts the keys of each object, so that the server's order does not matter. */
    private static JsonNode canonical(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = JSON.objectNode();
            TreeSet<String> names = new TreeSet<>();
            Iterator<String> all = node.fieldNames();
            all.forEachRemaining(names::add);
            names.forEach(name -> sorted.set(name, canonical(node.path(name))));
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode array = JSON.arrayNode();
            node.forEach(item -> array.add(canonical(item)));
            return array;
        }
        return node;
    }
}
