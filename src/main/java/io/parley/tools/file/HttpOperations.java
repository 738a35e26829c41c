package io.parley.tools.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.ToolText;
import io.parley.tools.http.HttpOperation;
import io.parley.tools.http.Parameter;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.http.ParameterShape;
import io.parley.tools.http.PathTemplate;
import io.parley.tools.schema.References;
import io.parley.tools.schema.References.Placed;
import io.parley.tools.schema.SchemaException;
import io.parley.tools.schema.SchemaSubset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an operation of an HTTP API that the file describes itself. */
final class HttpOperations {

    static final Set<String> KEYS = Set.of("method", "path", "parameters", "fixed");

    /** The methods that an operation can have. */
    enum Method {
        GET,
        HEAD,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    private HttpOperations() {}

    static HttpOperation read(Setting operation, ObjectNode fixed) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        List<String> required = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        operation.optional("parameters").map(Setting::children).orElse(Map.of()).forEach((name, setting) -> {
            Place place = setting.required("in", "path, query, header or body").choice(Place.class);
            parameters.add(new Parameter(name(name, setting), name, place, true));
            JsonNode schema = schema(setting, place);
            boolean needed = isRequired(setting, place);
            if (!fixed.has(name)) {
                properties.set(name, schema);
                if (needed) {
                    required.add(name);
                }
            }
        });
        addFixed(fixed, parameters);
        return new HttpOperation(
                method(operation),
                path(operation, parameters),
                parameters,
                Optional.empty(),
                schema(properties, required),
                fixed);
    }

    private static String name(String name, Setting setting) {
        if (name.isBlank() || !ToolText.clean(name).equals(name)) {
            throw setting.mistake("has an empty name, or one with invisible characters");
        }
        return name;
    }

    private static boolean isRequired(Setting setting, Place place) {
        boolean required = setting.optional("required").map(Setting::flag).orElse(true);
        if (place == Place.PATH && !required) {
            throw setting.mistake("is in the path, so it is always required");
        }
        return required;
    }

    /** A fixed argument that is not described goes into the query. */
    private static void addFixed(ObjectNode fixed, List<Parameter> parameters) {
        fixed.fieldNames().forEachRemaining(name -> {
            if (parameters.stream().noneMatch(parameter -> parameter.argument().equals(name))) {
                parameters.add(new Parameter(name, name, Place.QUERY, true));
            }
        });
    }

    private static String method(Setting operation) {
        Setting method = operation.required("method", "GET, POST, PUT, PATCH or DELETE");
        String name = method.text();
        for (Method known : Method.values()) {
            if (known.name().equals(name)) {
                return name;
            }
        }
        throw method.mistake("must be GET, HEAD, POST, PUT, PATCH or DELETE");
    }

    private static String path(Setting operation, List<Parameter> parameters) {
        Setting setting = operation.required("path", "the path below the address, such as /orders/{order}");
        String path = setting.text();
        if (!PathTemplate.isPath(path)) {
            throw setting.mistake(
                    "must be a path such as /orders/{order}: it starts with a slash, goes nowhere up, and has no query");
        }
        Set<String> names = PathTemplate.names(path);
        List<String> described = parameters.stream()
                .filter(parameter -> parameter.place() == Place.PATH)
                .map(Parameter::name)
                .toList();
        if (!names.equals(Set.copyOf(described))) {
            throw setting.mistake("and parameters do not name the same parameters of the path");
        }
        return path;
    }

    /** The other keys are a schema of OpenAPI. */
    private static JsonNode schema(Setting setting, Place place) {
        ObjectNode schema = (ObjectNode) setting.value().json();
        schema.remove(List.of("in", "required"));
        if (!schema.has("type")) {
            schema.put("type", "string");
        }
        try {
            Placed placed = new Placed(schema, "");
            JsonNode read = new SchemaSubset(new References(schema)).read(placed);
            ParameterShape.demand(read, place, placed);
            return read;
        } catch (SchemaException wrong) {
            String where = wrong.pointer().isEmpty() ? "" : "has " + wrong.pointer() + ", which ";
            throw setting.mistake(where + wrong.getMessage());
        }
    }

    private static ObjectNode schema(ObjectNode properties, List<String> required) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.set("properties", properties);
        ArrayNode names = schema.putArray("required");
        required.forEach(names::add);
        return schema.put("additionalProperties", false);
    }
}
