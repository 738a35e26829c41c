package io.parley.tools.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.schema.References.Placed;

/** Checks that a value has a form in its part of a request. A text has one, and a list of texts; an object has none outside a body. */
public final class ParameterShape {

    private ParameterShape() {}

    /** @throws io.parley.tools.schema.SchemaException for an object, or a list of lists or objects */
    public static void demand(JsonNode schema, Place place, Placed placed) {
        if (place == Place.BODY) {
            return;
        }
        if (isOf("object", schema)) {
            throw placed.mistake("is an object, which only a body can be");
        }
        JsonNode items = schema.path("items");
        if (isOf("array", schema) && (isOf("object", items) || isOf("array", items))) {
            throw placed.mistake("is a list of lists or objects, which only a body can be");
        }
    }

    private static boolean isOf(String type, JsonNode schema) {
        JsonNode types = schema.path("type");
        if (types.isArray()) {
            for (JsonNode one : types) {
                if (one.asText().equals(type)) {
                    return true;
                }
            }
        }
        return types.asText().equals(type);
    }
}
