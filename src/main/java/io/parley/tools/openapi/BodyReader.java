package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.schema.References;
import io.parley.tools.schema.References.Placed;
import io.parley.tools.schema.SchemaSubset;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of an operation, which must be JSON. The properties of a plain object become arguments beside the parameters:
 * models fill a flat list best. Any other body is one argument, {@code body}.
 */
final class BodyReader {

    private static final String BODY = "body";

    private final References references;
    private final SchemaSubset schemas;
    private final Arguments arguments;

    BodyReader(References references, SchemaSubset schemas, Arguments arguments) {
        this.references = references;
        this.schemas = schemas;
        this.arguments = arguments;
    }

    /** Returns the argument that is the whole body; empty without a body, or when its properties are arguments. */
    Optional<String> read(Placed written) {
        if (written.node().isMissingNode()) {
            return Optional.empty();
        }
        Placed body = references.resolve(written);
        boolean required = body.node().path("required").asBoolean();
        JsonNode schema = schemas.read(json(body.at("content")).at("schema"));
        if (isFlat(schema, required)) {
            Set<String> needed = new HashSet<>();
            schema.path("required").forEach(name -> needed.add(name.asText()));
            schema.path("properties")
                    .properties()
                    .forEach(property -> arguments.addProperty(
                            property.getKey(), property.getValue(), needed.contains(property.getKey())));
            return Optional.empty();
        }
        if (arguments.has(BODY)) {
            throw body.mistake("cannot be told apart from a parameter with the name body");
        }
        arguments.describe(BODY, schema, required);
        return Optional.of(BODY);
    }

    private static Placed json(Placed content) {
        Iterator<String> types = content.node().fieldNames();
        while (types.hasNext()) {
            String type = types.next();
            if (type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
                return content.at(type);
            }
        }
        throw content.mistake("has no application/json");
    }

    private boolean isFlat(JsonNode schema, boolean required) {
        return schema.path("type").asText("object").equals("object")
                && !schema.path("properties").isEmpty()
                && !schema.has("anyOf")
                && !schema.has("oneOf")
                && !schema.has("allOf")
                && !isOpen(schema.path("additionalProperties"))
                && (required || schema.path("required").isEmpty())
                && schema.path("properties").properties().stream()
                        .noneMatch(property -> arguments.has(property.getKey()));
    }

    private static boolean isOpen(JsonNode additional) {
        return additional.isObject() || additional.asBoolean();
    }
}
