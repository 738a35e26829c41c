package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.ToolText;
import io.parley.tools.http.HttpOperation;
import io.parley.tools.http.Parameter;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.http.ParameterShape;
import io.parley.tools.http.PathTemplate;
import io.parley.tools.openapi.OpenApiDocument.Found;
import io.parley.tools.schema.References;
import io.parley.tools.schema.References.Placed;
import io.parley.tools.schema.SchemaException;
import io.parley.tools.schema.SchemaSubset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one operation. */
final class OperationReader {

    private final References references;
    private final Found found;
    private final OperationChoices choices;
    private final SchemaSubset schemas;
    private final Arguments arguments;

    OperationReader(References references, Found found, OperationChoices choices) {
        this.references = references;
        this.found = found;
        this.choices = choices;
        this.schemas = new SchemaSubset(references);
        this.arguments = new Arguments(choices.fixed());
    }

    /** @throws SchemaException for what is not supported */
    OpenApiOperation read() {
        refuse(found.pathItem().at("servers"));
        refuse(found.operation().at("servers"));
        refuse(found.operation().at("callbacks"));
        if (!PathTemplate.isPath(found.path())) {
            throw found.pathItem().mistake("is not a path");
        }
        parameters().values().forEach(this::parameter);
        Optional<String> body = new BodyReader(references, schemas, arguments)
                .read(found.operation().at("requestBody"));
        new OperationCheck(found, choices, arguments).demandAll();
        HttpOperation operation = new HttpOperation(
                found.method().toUpperCase(Locale.ROOT),
                found.path(),
                arguments.parameters(),
                body,
                arguments.schema(),
                choices.fixed());
        return new OpenApiOperation(operation, description());
    }

    private static void refuse(Placed unsupported) {
        if (!unsupported.node().isMissingNode()) {
            throw unsupported.mistake("is not supported");
        }
    }

    private String description() {
        JsonNode operation = found.operation().node();
        String description = operation.path("description").asText();
        return description.isBlank() ? operation.path("summary").asText() : description;
    }

    /** Those of the operation replace those of the path. */
    private Map<String, Placed> parameters() {
        Map<String, Placed> parameters = new LinkedHashMap<>();
        addAll(found.pathItem().at("parameters"), parameters);
        addAll(found.operation().at("parameters"), parameters);
        return parameters;
    }

    private void addAll(Placed list, Map<String, Placed> parameters) {
        if (!list.node().isMissingNode() && !list.node().isArray()) {
            throw list.mistake("must be a list");
        }
        for (int i = 0; i < list.node().size(); i++) {
            Placed parameter = references.resolve(list.at(i));
            parameters.put(
                    parameter.node().path("in").asText() + ":"
                            + parameter.node().path("name").asText(),
                    parameter);
        }
    }

    private void parameter(Placed parameter) {
        Place place = place(parameter);
        String name = name(parameter);
        boolean required =
                place == Place.PATH || parameter.node().path("required").asBoolean();
        if (place == Place.HEADER
                && !choices.headers().contains(name)
                && !choices.fixed().has(name)) {
            if (required) {
                throw parameter.mistake(
                        "is a required header, which the model may fill only if header-parameters names it");
            }
            return;
        }
        refuse(parameter.at("content"));
        boolean exploded = style(parameter, place);
        arguments.add(new Parameter(name, name, place, exploded), schema(parameter, place), required);
    }

    private static String name(Placed parameter) {
        String name = parameter.node().path("name").asText();
        if (name.isBlank() || !ToolText.clean(name).equals(name)) {
            throw parameter.at("name").mistake("is missing, or has invisible characters");
        }
        return name;
    }

    private static Place place(Placed parameter) {
        return switch (parameter.node().path("in").asText()) {
            case "path" -> Place.PATH;
            case "query" -> Place.QUERY;
            case "header" -> Place.HEADER;
            default -> throw parameter.at("in").mistake("must be path, query or header");
        };
    }

    /** Returns whether a list becomes several parameters. */
    private static boolean style(Placed parameter, Place place) {
        String usual = place == Place.QUERY ? "form" : "simple";
        if (!parameter.node().path("style").asText(usual).equals(usual)) {
            throw parameter.at("style").mistake("must be " + usual);
        }
        return parameter.node().path("explode").asBoolean(place == Place.QUERY);
    }

    private JsonNode schema(Placed parameter, Place place) {
        JsonNode schema = schemas.read(parameter.at("schema"));
        ParameterShape.demand(schema, place, parameter.at("schema"));
        String description = parameter.node().path("description").asText();
        if (schema instanceof ObjectNode object && !object.has("description") && !description.isBlank()) {
            object.put("description", ToolText.description(description));
        }
        return schema;
    }
}
