package io.parley.tools;

import io.parley.chat.ToolDefinition;
import java.util.List;
import java.util.Optional;

/** The tools that the model is offered. They can change while Parley runs: an MCP server may name others. */
public interface Toolbox {

    /** Without tools. */
    Toolbox EMPTY = List::of;

    /**
     * Returns the current tools, always in the same order, because the service caches equal beginnings. Each has a name of its
     * own.
     */
    List<Tool> tools();

    /** Returns the largest number of tools that there can be, with those that a server has not listed yet. */
    default int most() {
        return tools().size();
    }

    default List<ToolDefinition> definitions() {
        return tools().stream().map(Tool::definition).toList();
    }

    /** @param name as the model wrote it: it may be invented */
    default Optional<Tool> find(String name) {
        return tools().stream()
                .filter(tool -> tool.definition().name().equals(name))
                .findFirst();
    }
}
