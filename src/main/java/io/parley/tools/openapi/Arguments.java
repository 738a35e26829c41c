package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.http.Parameter;
import io.parley.tools.http.Parameter.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the arguments of an operation: where each goes, and the schema that the model gets of all. */
final class Arguments {

    private final ObjectNode fixed;
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final ArrayNode required = JsonNodeFactory.instance.arrayNode();
    private final List<Parameter> parameters = new ArrayList<>();

    Arguments(ObjectNode fixed) {
        this.fixed = fixed;
    }

    boolean has(String argument) {
        return parameters.stream().anyMatch(parameter -> parameter.argument().equals(argument))
                || properties.has(argument);
    }

    /** Adds a parameter. One with the name of another gets the name of its place before its own. */
    void add(Parameter parameter, JsonNode schema, boolean isRequired) {
        String argument = has(parameter.name())
                ? parameter.place().name().toLowerCase(Locale.ROOT) + "_" + parameter.name()
                : parameter.name();
        parameters.add(new Parameter(argument, parameter.name(), parameter.place(), parameter.exploded()));
        describe(argument, schema, isRequired);
    }

    /** Adds a property of the body. */
    void addProperty(String name, JsonNode schema, boolean isRequired) {
        parameters.add(new Parameter(name, name, Place.BODY, false));
        describe(name, schema, isRequired);
    }

    /** Adds an argument to the schema alone. The model does not see fixed arguments. */
    void describe(String argument, JsonNode schema, boolean isRequired) {
        if (fixed.has(argument)) {
            return;
        }
        properties.set(argument, schema);
        if (isRequired) {
            required.add(argument);
        }
    }

    List<Parameter> parameters() {
        return parameters;
    }

    JsonNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        schema.set("properties", properties);
        schema.set("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }
}
