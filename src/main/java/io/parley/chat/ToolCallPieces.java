package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Assembles the calls of one answer. A stream names each call once, by its index, and then sends its arguments in pieces:
 *
 *
 * <pre>{@code
 * {"index":0,"id":"call_a1","type":"function","function":{"name":"order_status","arguments":""}}
 * {"index":0,"function":{"arguments":"{\"order\":"}}
 * {"index":0,"function":{"arguments":"\"4711\"}"}}
 * }</pre>
 *
 * A whole answer contains each call in one piece, without an index.
 */
final class ToolCallPieces {

    /** The service accepts no more in one message when the calls are sent back. */
    private static final int MOST_CALLS = 128;

    private static final int LONGEST_NAME = 64;

    /** The limit in UTF-16 units, of all calls together. */
    private static final int MOST_ARGUMENTS = 64 * 1024;

    private final Map<Integer, Call> calls = new TreeMap<>();
    private int length;

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Adds the calls in a piece of an answer. Returns false if they cannot be read. */
    boolean add(JsonNode pieces) {
        if (pieces.isMissingNode() || pieces.isNull()) {
            return true;
        }
        for (int i = 0; i < pieces.size(); i++) {
            if (!pieces.path(i).isObject()
                    || !add(pieces.path(i), pieces.path(i).path("index").asInt(i))) {
                return false;
            }
        }
        return pieces.isArray();
    }

    private boolean add(JsonNode piece, int index) {
        Call call = calls.computeIfAbsent(index, unused -> new Call());
        JsonNode function = piece.path("function");
        String arguments = ToolArguments.of(function.path("arguments"));
        call.id = first(call.id, piece.path("id"));
        call.name = first(call.name, function.path("name"));
        call.arguments.append(arguments);
        length += arguments.length();
        return calls.size() <= MOST_CALLS && length <= MOST_ARGUMENTS;
    }

    private static String first(String known, JsonNode text) {
        String more = known.isEmpty() && text.isTextual() ? text.textValue() : known;
        return WholeCharacters.of(WholeCharacters.beginning(more, LONGEST_NAME));
    }

    /** Returns the calls, in their order, each with its own id and a name that the service accepts. */
    List<ToolCall> complete() {
        Set<String> ids = new HashSet<>();
        List<ToolCall> complete = new ArrayList<>();
        for (Call call : calls.values()) {
            String id = !call.id.isBlank() && ids.add(call.id) ? call.id : "call_" + complete.size();
            ids.add(id);
            String name = call.name.isBlank() ? "unnamed" : call.name.replaceAll("[^a-zA-Z0-9_-]", "_");
            String arguments = call.arguments.toString();
            complete.add(new ToolCall(id, name, arguments.isBlank() ? "{}" : arguments));
        }
        return List.copyOf(complete);
    }

    private static final class Call {
        private final StringBuilder arguments = new StringBuilder();
        private String id = "";
        private String name = "";
    }
}
