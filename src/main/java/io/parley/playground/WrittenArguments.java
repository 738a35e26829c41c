package io.parley.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ToolDefinition;
import java.util.regex.Pattern;

/** The arguments of a call that the user has written into a message: {@code order=4711 note="by mail"}. */
final class WrittenArguments {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ARGUMENT = Pattern.compile("([A-Za-z0-9_.-]+)=(\"[^\"]*\"|\\S+)");

    private WrittenArguments() {}

    static ObjectNode of(String said, ToolDefinition tool) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        ARGUMENT.matcher(said).results().forEach(found -> {
            String text = found.group(2).replaceAll("^\"|\"$", "");
            String type = tool.parameters()
                    .path("properties")
                    .path(found.group(1))
                    .path("type")
                    .asText();
            arguments.set(
                    found.group(1), type.equals("string") ? JsonNodeFactory.instance.textNode(text) : value(text));
        });
        return arguments;
    }

    /** Returns a number or a boolean if the text is one, else the text. */
    private static JsonNode value(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            return read.isValueNode() && !read.isMissingNode() ? read : JsonNodeFactory.instance.textNode(text);
        } catch (JsonProcessingException noValue) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
