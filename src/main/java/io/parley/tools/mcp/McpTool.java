package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ToolDefinition;
import io.parley.tools.CallContext;
import io.parley.tools.Tool;
import io.parley.tools.ToolOutcome;
import io.parley.tools.ToolPolicy;
import io.parley.tools.http.ToolServer;
import io.parley.tools.schema.SchemaCheck;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A tool of an MCP server. */
final class McpTool implements Tool {

    private final ToolDefinition definition;
    private final ToolPolicy policy;
    private final ListedTool listed;
    private final McpSource source;

    McpTool(ToolDefinition definition, ToolPolicy policy, ListedTool listed, McpSource source) {
        this.definition = definition;
        this.policy = policy;
        this.listed = listed;
        this.source = source;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolPolicy policy() {
        return policy;
    }

    @Override
    public Optional<String> objection(ObjectNode arguments) {
        return SchemaCheck.objection(definition.parameters(), arguments);
    }

    @Override
    public Uni<ToolOutcome> call(ObjectNode arguments, CallContext context) {
        Optional<Map<String, String>> caller = source.server().callerHeaders(context.caller());
        if (caller.isEmpty()) {
            return Uni.createFrom().item(ToolOutcome.failed(ToolServer.UNKNOWN_USER));
        }
        ObjectNode present = SchemaCheck.withoutNulls(definition.parameters(), arguments);
        Map<String, String> headers = new LinkedHashMap<>(caller.get());
        listed.headers().forEach((argument, header) -> mirror(present.path(argument), header, headers));
        Rpc rpc = new Rpc("tools/call", params(present, context), Optional.of(listed.name()), headers);
        McpOutcome outcome = new McpOutcome(policy, source, context.repeated());
        return source.client()
                .send(rpc, policy.timeout())
                .map(outcome::of)
                .onFailure()
                .recoverWithItem(outcome::of);
    }

    private static void mirror(JsonNode value, String header, Map<String, String> headers) {
        if (value.isValueNode() && !value.isNull()) {
            headers.put("Mcp-Param-" + header, RpcRequest.value(value.asText()));
        }
    }

    private ObjectNode params(ObjectNode arguments, CallContext context) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", listed.name());
        params.set("arguments", arguments);
        if (policy.writes()) {
            params.putObject("_meta").put(source.idempotencyName(), context.idempotencyKey());
        }
        return params;
    }
}
