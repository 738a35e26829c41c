package io.parley.tools.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.schema.References.Placed;
import java.util.Map;
import java.util.Set;

/** Checks all schemas within a schema that another party wrote: a server that describes its tools. */
public final class SchemaValues {

    private static final int DEEPEST = 40;
    private static final Set<String> SCHEMAS =
            Set.of("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames");
    private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final Set<String> MAPPINGS = Set.of("properties", "patternProperties", "$defs", "definitions");

    private SchemaValues() {}

    /** Whether the values of all keywords are what JSON Schema allows, and references stay within the schema. */
    public static boolean areRight(JsonNode schema) {
        try {
            return areRight(schema, 0);
        } catch (SchemaException wrong) {
            return false;
        }
    }

    private static boolean areRight(JsonNode schema, int depth) {
        if (schema.isBoolean()) {
            return true;
        }
        if (!schema.isObject() || depth > DEEPEST) {
            return false;
        }
        Placed placed = new Placed(schema, "");
        Keywords.checkRanges(placed);
        return schema.properties().stream().allMatch(entry -> isRight(entry, placed, depth));
    }

    private static boolean isRight(Map.Entry<String, JsonNode> entry, Placed schema, int depth) {
        String keyword = entry.getKey();
        JsonNode value = entry.getValue();
        if (SCHEMAS.contains(keyword)) {
            return areRight(value, depth + 1);
        }
        if (LISTS.contains(keyword)) {
            return value.isArray() && !value.isEmpty() && areAllRight(value, depth);
        }
        if (MAPPINGS.contains(keyword)) {
            return value.isObject() && areAllRight(value, depth);
        }
        if (keyword.equals("$ref")) {
            return value.asText().startsWith("#");
        }
        Keywords.check(keyword, schema.at(keyword));
        return !(keyword.startsWith("exclusive") && value.isBoolean());
    }

    private static boolean areAllRight(JsonNode schemas, int depth) {
        for (JsonNode schema : schemas) {
            if (!areRight(schema, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
