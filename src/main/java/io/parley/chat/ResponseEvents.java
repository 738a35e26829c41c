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
    private static final String FAILED = "response.failed";
    private static final Set<String> LAST = Set.of("response.completed", "response.incomplete", FAILED);

    /** Without an error, these say that the answer is not whole: its calls are not made. */
    private static final Set<String> FAILURES = Set.of("failed", "cancelled");

    private static final String FILTERED = "content_filter";
    private static final String FUNCTION_CALL = "function_call";
    private static final String MESSAGE = "message";

    /** The items with which an agent may end in place of an answer: a person has to agree first. */
    private static final Set<String> REQUESTS = Set.of("mcp_approval_request", "oauth_consent_request");

    private final ChatTarget target;
    private final List<JsonNode> reasoning = new ArrayList<>();
    private AgentText agentText = new AgentText();
    private String request = "";
    private boolean worded;
    private int calls;
    private boolean heard;

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
            return said.has("status") || said.has("output") ? end(said, false) : List.of(event);
        }
        if (LAST.contains(type)) {
            return end(said.path("response"), type.equals(FAILED));
        }
        return switch (type) {
            case "response.output_text.delta" -> List.of(heard("content", said.path("delta")));
            case "response.refusal.delta" -> List.of(heard("refusal", said.path("delta")));
            case "response.output_item.added" -> begin(said.path("item"));
            case "response.output_item.done" -> item(said.path("item"));
            case "error" -> List.of(CompletionPieces.error(said));
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
        return first ? List.of() : List.of(CompletionPieces.delta("content", JSON.textNode(AgentText.BREAK)));
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
        heard = true;
        ObjectNode call = JSON.objectNode().put("index", calls++);
        call.set("id", item.path("call_id"));
        call.putObject("function").<ObjectNode>set("name", item.path("name")).set("arguments", item.path("arguments"));
        return CompletionPieces.delta("tool_calls", JSON.arrayNode().add(call));
    }

    /** The end of an answer. A whole answer has its words and calls only here, and some gateways drop events before. */
    private List<Event> end(JsonNode response, boolean failed) {
        if (response.path("error").isObject()) {
            return List.of(CompletionPieces.error(response.path("error")));
        }
        String status = response.path("status").asText();
        if (failed || FAILURES.contains(status)) {
            return List.of(CompletionPieces.error(
                    JSON.objectNode().put("code", "server_error").put("message", "The response " + status)));
        }
        List<Event> events = new ArrayList<>(unheard(response.path("output")));
        events.add(CompletionPieces.last(response, finishReason(response)));
        events.add(new Event("", AnswerReader.DONE));
        return events;
    }

    /** Returns the words and calls that no event before has brought. */
    private List<Event> unheard(JsonNode output) {
        List<Event> events = new ArrayList<>();
        if (!heard) {
            reasoning.clear();
            agentText = new AgentText();
            worded = false;
            output.forEach(item -> {
                events.addAll(begin(item));
                events.addAll(CompletionPieces.words(item));
                events.addAll(item(item));
            });
        } else if (calls == 0) {
            output.forEach(item -> {
                if (item.path("type").asText().equals(FUNCTION_CALL)) {
                    events.add(call(item));
                }
            });
        }
        return events;
    }

    private String finishReason(JsonNode response) {
        if (isBlocked(response.path("content_filters"))) {
            return FILTERED;
        }
        String why = response.path("incomplete_details").path("reason").asText();
        String status = response.path("status").asText("completed");
        if (!why.isEmpty() || status.equals("incomplete")) {
            return why.equals(FILTERED) ? FILTERED : "length";
        }
        if (!request.isEmpty()) {
            return request;
        }
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

    private Event heard(String name, JsonNode value) {
        heard = true;
        return CompletionPieces.delta(name, value);
    }
}
