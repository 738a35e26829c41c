package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The messages of a chat, as items of the Responses interface. The system prompt is not among them. */
final class ResponseInput {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ResponseInput() {}

    /** @param target whose reasoning goes along: another deployment cannot read it, and would refuse it */
    static List<JsonNode> of(Prompt prompt, ChatTarget target) {
        return Stream.concat(prompt.earlier().stream(), prompt.current().stream())
                .flatMap(message -> items(message, target))
                .toList();
    }

    private static Stream<JsonNode> items(ChatMessage message, ChatTarget target) {
        if (message instanceof ChatMessage.User user) {
            return Stream.of(said("user").set("content", content(user)));
        }
        if (message instanceof ChatMessage.Assistant assistant) {
            return items(assistant, target).stream();
        }
        return message instanceof ChatMessage.ToolResult result
                ? Stream.of(item("function_call_output")
                        .put("call_id", result.callId())
                        .put("output", result.text()))
                : Stream.of(said("developer").put("content", message.text()));
    }

    private static List<JsonNode> items(ChatMessage.Assistant assistant, ChatTarget target) {
        List<JsonNode> items = new ArrayList<>(Reasoning.items(assistant.reasoning(), target));
        if (!assistant.text().isEmpty()) {
            items.add(said("assistant").put("content", assistant.text()));
        }
        assistant
                .calls()
                .forEach(call -> items.add(item("function_call")
                        .put("call_id", call.id())
                        .put("name", call.name())
                        .put("arguments", ToolArguments.readable(call.arguments()))));
        return items;
    }

    private static JsonNode content(ChatMessage.User user) {
        if (user.parts().stream().allMatch(ChatMessage.Text.class::isInstance)) {
            return JSON.textNode(user.text());
        }
        ArrayNode parts = JSON.arrayNode();
        user.parts().forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static ObjectNode part(ChatMessage.Part part) {
        return part instanceof ChatMessage.Image image
                ? item("input_image").put("image_url", image.url())
                : item("input_text").put("text", ((ChatMessage.Text) part).text());
    }

    private static ObjectNode said(String role) {
        return JSON.objectNode().put("role", role);
    }

    private static ObjectNode item(String type) {
        return JSON.objectNode().put("type", type);
    }
}
