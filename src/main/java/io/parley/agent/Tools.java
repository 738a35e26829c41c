package io.parley.agent;

import io.parley.tools.Tool;
import io.parley.tools.Toolbox;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tools of the model, and the limits of their use.
 *
 * @param limits how much the model may call them in one turn
 */
public record Tools(Toolbox box, AgentConfig limits, ToolTelemetry telemetry) {

    private static final Comparator<Tool> BY_NAME = Comparator.comparing(Tools::name);

    /** Returns the same with further tools. A tool of an MCP server that has the name of one of them is left out. */
    Tools with(List<Tool> own) {
        return own.isEmpty() ? this : new Tools(() -> joined(own), limits, telemetry);
    }

    private List<Tool> joined(List<Tool> own) {
        Set<String> names = own.stream().map(Tools::name).collect(Collectors.toSet());
        return Stream.concat(own.stream(), box.tools().stream().filter(tool -> !names.contains(name(tool))))
                .sorted(BY_NAME)
                .toList();
    }

    private static String name(Tool tool) {
        return tool.definition().name();
    }
}
