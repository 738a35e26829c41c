package io.parley.tools.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.HttpCall;
import io.parley.http.PathSegment;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.schema.SchemaCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes the request of one call. Sends only arguments that the operation names; the others are dropped. */
final class OperationRequest {

    private final HttpOperation operation;
    private final ObjectNode arguments;

    private OperationRequest(HttpOperation operation, ObjectNode arguments) {
        this.operation = operation;
        this.arguments = arguments;
    }

    /** @throws UnsuitableException when an argument has no place in a path or a header */
    static HttpCall of(HttpOperation operation, String address, ObjectNode arguments) {
        ObjectNode all = SchemaCheck.withoutNulls(operation.schema(), arguments);
        all.setAll(operation.fixed());
        return new OperationRequest(operation, all).at(address);
    }

    private HttpCall at(String address) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json, text/plain;q=0.9, */*;q=0.1");
        present(Place.HEADER).forEach(parameter -> headers.put(parameter.name(), header(parameter)));
        byte[] body = null;
        if (hasBody()) {
            headers.put("Content-Type", "application/json");
            body = body().toString().getBytes(StandardCharsets.UTF_8);
        }
        String target = address + path() + query();
        return new HttpCall(operation.method(), target, "root", headers, body);
    }

    private Stream<Parameter> present(Place place) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.place() == place && arguments.has(parameter.argument()));
    }

    private String path() {
        Map<String, String> values = new LinkedHashMap<>();
        present(Place.PATH).forEach(parameter -> values.put(parameter.name(), joined(parameter)));
        return PathTemplate.filled(operation.path(), values);
    }

    private String query() {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        present(Place.QUERY).forEach(parameter -> values(parameter)
                .forEach(value -> query.add(PathSegment.encode(parameter.name()) + "=" + PathSegment.encode(value))));
        return query.toString();
    }

    private List<String> values(Parameter parameter) {
        JsonNode value = arguments.path(parameter.argument());
        return value.isArray() && parameter.exploded() ? texts(value) : List.of(joined(parameter));
    }

    private String joined(Parameter parameter) {
        JsonNode value = arguments.path(parameter.argument());
        return value.isArray() ? String.join(",", texts(value)) : text(value);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(OperationRequest::text)
                .toList();
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private String header(Parameter parameter) {
        String value = joined(parameter);
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new UnsuitableException(parameter.argument() + " may only hold visible ASCII characters");
        }
        return value;
    }

    private boolean hasBody() {
        return operation.body().filter(arguments::has).isPresent()
                || operation.parameters().stream().anyMatch(parameter -> parameter.place() == Place.BODY);
    }

    private JsonNode body() {
        if (operation.body().isPresent()) {
            return arguments.path(operation.body().get());
        }
        List<Parameter> properties = new ArrayList<>();
        present(Place.BODY).forEach(properties::add);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        properties.forEach(property -> body.set(property.name(), arguments.path(property.argument())));
        return body;
    }
}
