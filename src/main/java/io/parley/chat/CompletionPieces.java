package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.ServerSentEvents.Event;
import java.util.ArrayList;
import java.util.List;

/** Writes parts of an answer of the Responses interface as the pieces of a chat completion that {@link CompletionStream} reads. */
final class CompletionPieces {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CompletionPieces() {}

    /** The text and the refusal in a message. */
    static List<Event> words(JsonNode item) {
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

    /** The last piece: why the answer ends, and its tokens. */
    static Event last(JsonNode response, String finishReason) {
        ObjectNode piece = JSON.objectNode();
        piece.set("id", response.path("id"));
        piece.set("model", response.path("model"));
        piece.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
        piece.set("usage", usage(response.path("usage")));
        return new Event("", piece.toString());
    }

    private static ObjectNode usage(JsonNode usage) {
        ObjectNode counted = JSON.objectNode();
        counted.set("prompt_tokens", usage.path("input_tokens"));
        counted.set("completion_tokens", usage.path("output_tokens"));
        counted.set("prompt_tokens_details", usage.path("input_tokens_details"));
        counted.set("completion_tokens_details", usage.path("output_tokens_details"));
        return counted;
    }

    static Event delta(String name, JsonNode value) {
        ObjectNode piece = JSON.objectNode();
        piece.putArray("choices").addObject().put("index", 0).putObject("delta").set(name, value);
        return new Event("", piece.toString());
    }

    static Event error(JsonNode error) {
        ObjectNode piece = JSON.objectNode();
        piece.set("error", error);
        return new Event("", piece.toString());
    }
}
