package io.parley.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.chat.ChatMessage;
import io.parley.chat.Prompt;
import io.parley.chat.ToolCall;
import java.util.stream.Collectors;

/** What the demo model says about the results of the calls that it has asked for. */
final class DemoResults {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_RESULT = 1_500;

    private DemoResults() {}

    /** Returns a sentence about each call and its result. */
    static String words(Prompt prompt) {
        String calls = prompt.current().stream()
                .filter(ChatMessage.Assistant.class::isInstance)
                .flatMap(message -> ((ChatMessage.Assistant) message).calls().stream())
                .map(ToolCall::name)
                .distinct()
                .collect(Collectors.joining(", "));
        String results = prompt.current().stream()
                .filter(ChatMessage.ToolResult.class::isInstance)
                .map(message -> result(message.text()))
                .collect(Collectors.joining("\n\n"));
        return "I am the demo model, not a real one. My rules called %s. The results:\n\n%s".formatted(calls, results);
    }

    private static String result(String text) {
        JsonNode result = tree(text).path("result");
        if (result.path("passages").isArray()) {
            return found(result.path("passages"));
        }
        String shown = result.isMissingNode() ? text : result.isTextual() ? result.textValue() : result.toString();
        return shown.length() <= LONGEST_RESULT ? shown : shown.substring(0, LONGEST_RESULT) + "…";
    }

    private static String found(JsonNode passages) {
        JsonNode best = passages.path(0);
        return best.isMissingNode()
                ? "No page mentions that."
                : "The page that fits best says:\n\n"
                        + DemoModel.beginning(best.path("text").asText()) + "\n\n["
                        + best.path("number").asInt() + "]";
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
