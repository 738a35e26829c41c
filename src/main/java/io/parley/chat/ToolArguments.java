package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;

/** The arguments of a call, which models write as a text, and not always as JSON. */
final class ToolArguments {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ToolArguments() {}

    /** What a piece of an answer holds of them. Some models give the object itself, or null. */
    static String of(JsonNode arguments) {
        if (arguments.isTextual()) {
            return arguments.textValue();
        }
        return arguments.isObject() ? arguments.toString() : "";
    }

    /** As they go back to the model: it refuses a chat that holds arguments which are no JSON object. */
    static String readable(String arguments) {
        try {
            JsonNode read = MAPPER.readTree(arguments);
            return Objects.requireNonNull(read).isObject() ? arguments : "{}";
        } catch (JsonProcessingException notJson) {
            return "{}";
        }
    }
}
