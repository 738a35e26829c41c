package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.chat.ToolDefinition;
import io.parley.tools.Declaration;
import io.parley.tools.Tool;
import io.parley.tools.ToolPolicy.Effect;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Selects the tools of a server's list that the operator listed, if their description has the pinned digest. Ignores hints of
 * the server about its tools: a tool that is not declared as a read is a write.
 */
final class Selection {

    private final McpSource source;
    private final Map<String, Declaration> declarations;
    private final Map<String, String> logged = new ConcurrentHashMap<>();
    private volatile int withheld;

    Selection(McpSource source, Map<String, Declaration> declarations) {
        this.source = source;
        this.declarations = new TreeMap<>(declarations);
    }

    Set<String> names() {
        return declarations.keySet();
    }

    /** Returns the number of tools that are not offered because of their pin. */
    int withheld() {
        return withheld;
    }

    /** @param listed tools as the server describes them, by their names */
    List<Tool> of(Map<String, JsonNode> listed) {
        List<Tool> tools = new ArrayList<>();
        int changed = 0;
        for (Map.Entry<String, Declaration> entry : declarations.entrySet()) {
            Optional<ListedTool> tool = found(entry.getKey(), listed);
            if (tool.isPresent() && isAsPinned(entry.getValue(), tool.get())) {
                tools.add(tool(entry.getValue(), tool.get()));
            } else if (tool.isPresent()) {
                changed++;
            }
        }
        withheld = changed;
        return List.copyOf(tools);
    }

    private Optional<ListedTool> found(String name, Map<String, JsonNode> listed) {
        JsonNode described = listed.get(name);
        if (described == null) {
            warn(name, "", "it offers no such tool");
            return Optional.empty();
        }
        Optional<ListedTool> tool = ListedTool.of(described);
        if (tool.isEmpty()) {
            warn(name, "", "its arguments are described in a way that the model does not take");
        }
        return tool;
    }

    private boolean isAsPinned(Declaration declaration, ListedTool tool) {
        Optional<String> pin = declaration.pin();
        if (pin.isPresent() && !pin.get().equals(tool.digest())) {
            warn(
                    tool.name(),
                    tool.digest(),
                    "its description has changed. Read it, and if it is harmless, set pin to " + tool.digest());
            return false;
        }
        if (pin.isEmpty() && isNews(tool.name(), tool.digest())) {
            Log.infof(
                    "The MCP source %s offers %s. To use it only as it is described now, set its pin to %s.",
                    source.name(), tool.name(), tool.digest());
        }
        logged.put(tool.name(), tool.digest());
        return true;
    }

    private void warn(String tool, String digest, String why) {
        if (isNews(tool, digest + why)) {
            Log.warnf("The tool %s of the MCP source %s is not offered: %s.", tool, source.name(), why);
        }
    }

    private boolean isNews(String tool, String state) {
        return !state.equals(logged.put(tool, state));
    }

    private Tool tool(Declaration declaration, ListedTool listed) {
        String described = listed.description().isBlank() ? listed.name() : listed.description();
        ToolDefinition definition = new ToolDefinition(
                declaration.name().orElse(listed.name()),
                declaration.description().orElse(described),
                listed.parameters());
        return new McpTool(definition, declaration.policy(Effect.WRITE), listed, source);
    }
}
