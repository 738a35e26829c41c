package io.parley.tools.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.ToolPolicy.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of an HTTP API.
 *
 * @param method in upper case
 * @param path below the server's address, with {@code {name}} for each parameter in it
 * @param parameters where the arguments go; those in the body are properties of a JSON object
 * @param body the argument that is the whole body, instead of properties
 * @param schema of the arguments: a JSON Schema of type object
 * @param fixed arguments that the operator set; the model does not see them
 */
public record HttpOperation(
        String method,
        String path,
        List<Parameter> parameters,
        Optional<String> body,
        JsonNode schema,
        ObjectNode fixed) {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    /** Returns the effect that a method has by the rules of HTTP. */
    public Effect usualEffect() {
        return READS.contains(method) ? Effect.READ : Effect.WRITE;
    }
}
