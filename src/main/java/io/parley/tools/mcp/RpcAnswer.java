package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.parley.http.HttpAnswer;
import io.parley.http.PeerJson;
import io.parley.http.ServerSentEvents;
import io.parley.http.ServerSentEvents.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The response of a server to a request.
 *
 * @param http the response of HTTP
 * @param message the response of JSON-RPC in it; missing when there is none
 */
record RpcAnswer(HttpAnswer http, JsonNode message) {

    static RpcAnswer of(HttpAnswer http, long id) {
        return new RpcAnswer(http, message(http.body(), id));
    }

    /**
     * Reads the message by its content, since gateways change the media type: an object, a list of objects, or server-sent
     * events.
     */
    private static JsonNode message(byte[] body, long id) {
        String text = new String(body, StandardCharsets.UTF_8).stripLeading();
        if (text.startsWith("{") || text.startsWith("[")) {
            return response(text, id);
        }
        ServerSentEvents events = new ServerSentEvents();
        List<Event> all = new ArrayList<>(events.add(body, 0));
        all.addAll(events.end());
        return all.stream()
                .map(event -> response(event.data(), id))
                .filter(response -> !response.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** Returns the response to a request in a text of JSON; an error without an id belongs to it too. */
    static JsonNode response(String json, long id) {
        JsonNode read = PeerJson.read(json);
        for (JsonNode message : read.isArray() ? read : List.of(read)) {
            boolean ours = message.path("id").asText().equals(Long.toString(id));
            if ((ours && (message.has("result") || message.has("error")))
                    || (message.has("error") && message.path("id").isNull())) {
                return message;
            }
        }
        return MissingNode.getInstance();
    }

    int status() {
        return http.status();
    }

    boolean isResult() {
        return message.has("result");
    }

    JsonNode result() {
        return message.path("result");
    }

    /** Returns the code of an error; 0 without one. */
    int errorCode() {
        return message.path("error").path("code").asInt();
    }

    String errorMessage() {
        return message.path("error").path("message").asText();
    }
}
