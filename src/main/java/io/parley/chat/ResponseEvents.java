package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.ServerSentEvents.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Translates an answer of the Responses interface to the events of a chat completion, which {@link CompletionStream} reads, and
 * keeps the model's reasoning. A stream:
 *
 * <pre>{@code
 * {"type":"response.output_text.delta","delta":"Hello"}
 * {"type":"response.output_item.done","item":{"type":"reasoning","id":"rs_1","encrypted_content":"gAAA…"}}
 * {"type":"response.output_item.done","item":{"type":"function_call","call_id":"call_a1","name":"order_status","arguments":"{}"}}
 * {"type":"response.completed","response":{"id":"resp_1","model":"…","status":"completed","output":[…],"usage":{…}}}
 * }</pre>
 *
 * A whole answer is the {@code response} of the last event. Unknown events are ignored: newer models send more. An agent may
 * write several messages, between the calls of its own tools.
 */
final class ResponseEvents implements Translation {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> LAST = Set.of("response.completed", "response.incomplete", "response.failed");
    private static final String FUNCTION_CALL = "function_call";
    private static final String MESSAGE = "message";

    /** The items with which an agent may end in place of an answer: a person has to agree first. */
    private static final Set<String> REQUESTS = Set.of("mcp_approval_request", "oauth_consent_request");

    private final ChatTarget target;
    private final List<JsonNode> reasoning = new ArrayList<>();
    private final AgentText agentText = new AgentText();
    private String request = "";
    private boolean worded;
    private int calls;
    private boolean streamed;

    ResponseEvents(ChatTarget target) {
        this.target = target;
    }

    @Override
    public String reasoning() {
        return Reasoning.carry(reasoning, target);
    }

    @Override
    public String finished(String text) {
        return target.agent().isPresent() ? WholeCharacters.of(agentText.of(text)) : text;
    }

    /** Passes on unreadable data: the reader of completions refuses it. */
    @Override
    public List<Event> translate(Event event) {
        try {
            JsonNode said = event.data().isBlank() ? JSON.missingNode() : AnswerJson.READER.readTree(event.data());
            return said.isObject() && !ServiceError.isIn(said) ? translate(said, event) : List.of(event);
        } catch (JsonProcessingException notJson) {
            return List.of(event);
        }
    }

    private List<Event> translate(JsonNode said, Event event) {
        String type = said.path("type").asText();
        if (type.isEmpty()) {
            return said.has("status") || said.has("output") ? end(said) : List.of(event);
        }
        streamed = true;
        if (LAST.contains(type)) {
            return end(said.path("response"));
        }
        return switch (type) {
            case "response.output_text.delta" -> List.of(delta("content", said.path("delta")));
            case "response.refusal.delta" -> List.of(delta("refusal", said.path("delta")));
            case "response.output_item.added" -> begin(said.path("item"));
            case "response.output_item.done" -> item(said.path("item"));
            case "error" -> List.of(error(said));
            default -> List.of();
        };
    }

    /** Puts a break between two messages of an agent. */
    private List<Event> begin(JsonNode item) {
        if (target.agent().isEmpty() || !item.path("type").asText().equals(MESSAGE)) {
            return List.of();
        }
        boolean first = !worded;
        worded = true;
        return first ? List.of() : List.of(delta("content", JSON.textNode(AgentText.BREAK)));
    }

    private List<Event> item(JsonNode item) {
        String type = item.path("type").asText();
        request = REQUESTS.contains(type) ? type : request;
        switch (type) {
            case "reasoning" -> reasoning.add(item);
            case MESSAGE -> agentText.add(item);
            case FUNCTION_CALL -> {
                return List.of(call(item));
            }
            default -> {
                // The words were passed on as they arrived.
            }
        }
        return List.of();
    }

    private Event call(JsonNode item) {
        ObjectNode call = JSON.objectNode().put("index", calls++);
        call.set("id", item.path("call_id"));
        call.putObject("function").<ObjectNode>set("name", item.path("name")).set("arguments", item.path("arguments"));
        return delta("tool_calls", JSON.arrayNode().add(call));
    }

    /** The end of an answer. A whole answer has its words and calls only here. */
    private List<Event> end(JsonNode response) {
        if (response.path("error").isObject()) {
            return List.of(error(response.path("error")));
        }
        List<Event> events = new ArrayList<>();
        if (!streamed) {
            response.path("output").forEach(item -> {
                events.addAll(begin(item));
                events.addAll(words(item));
                events.addAll(item(item));
            });
        }
        events.add(last(response));
        events.add(new Event("", AnswerReader.DONE));
        return events;
    }

    private static List<Event> words(JsonNode item) {
        List<Event> events = new ArrayList<>();
        item.path("content").forEach(part -> {
            if (part.path("type").asText().equals("output_text")) {
                events.add(delta("content", part.path("text")));
            } else if (part.path("type").asText().equals("refusal")) {
                events.add(delta("refusal", part.path("refusal")));
            }
        });
        return events;
    }

    private Event last(JsonNode response) {
        ObjectNode piece = JSON.objectNode();
        piece.set("id", response.path("id"));
        piece.set("model", response.path("model"));
        piece.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason(response));
        piece.set("usage", usage(response.path("usage")));
        return new Event("", piece.toString());
    }

    private String finishReason(JsonNode response) {
        if (isBlocked(response.path("content_filters"))) {
            return "content_filter";
        }
        String why = response.path("incomplete_details").path("reason").asText();
        if (!why.isEmpty()) {
            return why.equals("max_output_tokens") ? "length" : why;
        }
        if (!request.isEmpty()) {
            return request;
        }
        String status = response.path("status").asText("completed");
        return status.equals("completed") ? calls > 0 ? "tool_calls" : "stop" : status;
    }

    private static boolean isBlocked(JsonNode filters) {
        for (JsonNode filter : filters) {
            if (filter.path("blocked").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode usage(JsonNode usage) {
        ObjectNode counted = JSON.objectNode();
        counted.set("prompt_tokens", usage.path("input_tokens"));
        counted.set("completion_tokens", usage.path("output_tokens"));
        counted.set("prompt_tokens_details", usage.path("input_tokens_details"));
        counted.set("completion_tokens_details", usage.path("output_tokens_details"));
        return counted;
    }

    private static Event delta(String name, JsonNode value) {
        ObjectNode piece = JSON.objectNode();
        piece.putArray("choices").addObject().put("index", 0).putObject("delta").set(name, value);
        return new Event("", piece.toString());
    }

    private static Event error(JsonNode error) {
        ObjectNode piece = JSON.objectNode();
        piece.set("error", error);
        return new Event("", piece.toString());
    }
}
