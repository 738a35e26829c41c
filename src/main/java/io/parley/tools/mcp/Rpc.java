package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * One request of JSON-RPC.
 *
 * @param name of the tool, for requests that are about one
 * @param headers more headers of HTTP
 */
record Rpc(String method, ObjectNode params, Optional<String> name, Map<String, String> headers) {

    static Rpc of(String method, ObjectNode params) {
        return new Rpc(method, params, Optional.empty(), Map.of());
    }
}
