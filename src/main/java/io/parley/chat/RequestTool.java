package io.parley.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A tool in the form that the service accepts:
 *
 * <pre>{@code
 * {"type":"function","function":{"name":"order_status","description":"…","parameters":{"type":"object","properties":{…}}}}
 * }</pre>
 */
@RegisterForReflection
record RequestTool(String type, Function function) {

    /** @param strict whether the service knows the parameter. It is sent where the schema allows it */
    static RequestTool of(ToolDefinition tool, boolean strict) {
        return new RequestTool(
                "function",
                new Function(
                        tool.name(),
                        tool.description(),
                        strict && StrictSchema.accepts(tool.parameters()) ? Boolean.TRUE : null,
                        tool.parameters()));
    }

    /**
     * The part that the model reads.
     *
     * @param strict absent unless the model's arguments must follow the schema
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    record Function(
            String name, String description, @Nullable Boolean strict, JsonNode parameters) {}
}
