package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.schema.References;
import io.parley.tools.schema.References.Placed;
import io.parley.tools.schema.SchemaException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A document of OpenAPI 3.0 or 3.1. Only the operations that are asked for are read, so that the others can have anything. */
public final class OpenApiDocument {

    private static final List<String> METHODS = List.of("get", "head", "post", "put", "patch", "delete");
    private static final int MOST_NAMED = 20;

    private final References references;
    private final Map<String, Found> operations = new LinkedHashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    /** An operation at its place. */
    record Found(String method, String path, Placed pathItem, Placed operation) {}

    /** @throws SchemaException for another format or version */
    public OpenApiDocument(JsonNode document) {
        Placed root = new Placed(document, "");
        if (!document.path("openapi").asText().matches("3\\.[01](\\..*)?")) {
            throw root.at("openapi").mistake("must be 3.0 or 3.1");
        }
        references = new References(document);
        Placed paths = root.at("paths");
        paths.node().fieldNames().forEachRemaining(path -> index(path, paths.at(path)));
    }

    private void index(String path, Placed written) {
        if (path.startsWith("x-")) {
            return;
        }
        Placed item = references.resolve(written);
        for (String method : METHODS) {
            Placed operation = item.at(method);
            if (operation.node().isObject()) {
                String name = name(operation, method, path);
                if (operations.putIfAbsent(name, new Found(method, path, item, operation)) != null) {
                    ambiguous.add(name);
                }
            }
        }
    }

    private static String name(Placed operation, String method, String path) {
        String id = operation.node().path("operationId").asText();
        return id.isEmpty() ? method.toUpperCase(Locale.ROOT) + " " + path : id;
    }

    /**
     * Reads an operation.
     *
     * @param operationId its id, or {@code GET /orders/{order}} for an operation that has none
     * @throws SchemaException when it is not there, or has something that is not supported
     */
    public OpenApiOperation operation(String operationId, OperationChoices choices) {
        Found found = operations.get(operationId);
        if (found == null) {
            throw new SchemaException(
                    "/paths", "has no operation with the operationId " + operationId + ". " + named());
        }
        if (ambiguous.contains(operationId)) {
            throw new SchemaException("/paths", "has several operations with the operationId " + operationId);
        }
        return new OperationReader(references, found, choices).read();
    }

    private String named() {
        return operations.isEmpty()
                ? "It has no operations"
                : "It has, for example: "
                        + operations.keySet().stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    }
}
