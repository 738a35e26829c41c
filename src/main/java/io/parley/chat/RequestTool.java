package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A tool in the form that the service accepts:
 *
 * <pre>{@code
 * {"type":"function","function":{"name":"order_status","description":"…","parameters":{"type":"object","properties":{…}}}}
 * }</pre>
 */
@RegisterForReflection
record RequestTool(String type, Function function) {

    static RequestTool of(ToolDefinition tool) {
        return new RequestTool("function", new Function(tool.name(), tool.description(), tool.parameters()));
    }

    /** The part that the model reads. */
    @RegisterForReflection
    record Function(String name, String description, JsonNode parameters) {}
}
