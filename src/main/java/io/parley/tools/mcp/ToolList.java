package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The tools that a server offers, of those that the operator listed.
 *
 * @param tools by their names
 * @param lifetime how long the list is valid
 */
record ToolList(Map<String, JsonNode> tools, Duration lifetime) {

    /** The time of a request for one page. */
    static final Duration TIME = Duration.ofSeconds(10);

    private static final int MOST_PAGES = 20;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long USUAL_MILLIS = Duration.ofMinutes(5).toMillis();

    /**
     * Requests all pages, one after the other. Fails with an {@link McpException} if the server returns no list.
     *
     * @param server answers a request
     */
    static Uni<ToolList> of(Function<Rpc, Uni<RpcAnswer>> server, Set<String> wanted) {
        Pages pages = new Pages(server, wanted);
        // Each request ends before the next one starts: one within the other would keep all pages in memory.
        return Multi.createBy()
                .repeating()
                .uni(pages::next)
                .whilst(goesOn -> goesOn)
                .collect()
                .last()
                .map(ended -> pages.list());
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

        private final Function<Rpc, Uni<RpcAnswer>> server;
        private final Set<String> wanted;
        private final Set<String> cursors = new HashSet<>();
        private final Map<String, JsonNode> tools = new LinkedHashMap<>();
        private String cursor = "";
        private Duration lifetime = SHORTEST;

        Pages(Function<Rpc, Uni<RpcAnswer>> server, Set<String> wanted) {
            this.server = server;
            this.wanted = wanted;
        }

        /** Requests a page. Returns whether another one follows. */
        Uni<Boolean> next() {
            ObjectNode params = JsonNodeFactory.instance.objectNode();
            if (!cursor.isEmpty()) {
                params.put("cursor", cursor);
            }
            return server.apply(Rpc.of("tools/list", params)).map(this::add);
        }

        private boolean add(RpcAnswer answer) {
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
            lifetime = ToolList.lifetime(answer.result());
            cursor = answer.result().path("nextCursor").asText();
            return !cursor.isEmpty() && cursors.add(cursor) && cursors.size() < MOST_PAGES;
        }

        ToolList list() {
            return new ToolList(Map.copyOf(tools), lifetime);
        }
    }
}
