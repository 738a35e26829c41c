package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tools that a server offers, of those that the operator listed.
 *
 * @param tools by their names
 * @param lifetime how long the list is valid
 */
record ToolList(Map<String, JsonNode> tools, Duration lifetime) {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int MOST_PAGES = 20;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long USUAL_MILLIS = Duration.ofMinutes(5).toMillis();

    /** Requests all pages. Fails with an {@link McpException} if the server returns no list. */
    static Uni<ToolList> of(McpClient client, Set<String> wanted) {
        return new Pages(client, wanted).next(Optional.empty());
    }

    private static Duration lifetime(JsonNode result) {
        Duration asked = Duration.ofMillis(Math.max(0, result.path("ttlMs").asLong(USUAL_MILLIS)));
        if (asked.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    /** Collects the pages of one list. A repeated cursor ends the list. */
    private static final class Pages {

        private final McpClient client;
        private final Set<String> wanted;
        private final Set<String> cursors = new HashSet<>();
        private final Map<String, JsonNode> tools = new LinkedHashMap<>();

        Pages(McpClient client, Set<String> wanted) {
            this.client = client;
            this.wanted = wanted;
        }

        Uni<ToolList> next(Optional<String> cursor) {
            ObjectNode params = JsonNodeFactory.instance.objectNode();
            cursor.ifPresent(at -> params.put("cursor", at));
            return client.send(Rpc.of("tools/list", params), TIME).flatMap(this::add);
        }

        private Uni<ToolList> add(RpcAnswer answer) {
            Handshake.requireAuthorized(answer.http());
            if (!answer.result().path("tools").isArray()) {
                throw new McpException("it gives no list of tools: status " + answer.status());
            }
            for (JsonNode tool : answer.result().path("tools")) {
                String name = tool.path("name").asText();
                if (wanted.contains(name)) {
                    tools.putIfAbsent(name, tool);
                }
            }
            String cursor = answer.result().path("nextCursor").asText();
            return cursor.isEmpty() || !cursors.add(cursor) || cursors.size() == MOST_PAGES
                    ? Uni.createFrom().item(new ToolList(Map.copyOf(tools), lifetime(answer.result())))
                    : next(Optional.of(cursor));
        }
    }
}
