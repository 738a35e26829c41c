package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;

/** Reads the arguments of a call, which models write as a text that is not always JSON. */
final class ToolArguments {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ToolArguments() {}

    /** Returns the arguments in a piece of an answer. Some models send the object itself, or null. */
    static String of(JsonNode arguments) {
        if (arguments.isTextual()) {
            return arguments.textValue();
        }
        return arguments.isObject() ? arguments.toString() : "";
    }

    /** Returns arguments that can go back to the model: it refuses a chat with arguments that are not a JSON object. */
    static String readable(String arguments) {
        try {
            JsonNode read = MAPPER.readTree(arguments);
            return Objects.requireNonNull(read).isObject() ? WholeCharacters.of(arguments) : "{}";
        } catch (JsonProcessingException notJson) {
            return "{}";
        }
    }
}
