package io.parley.tools.file;

import io.parley.tools.Tool;
import io.parley.tools.Toolbox;
import io.parley.tools.mcp.McpSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The tools of all sources, by their names: the same tools always make the same list. */
final class SourcesToolbox implements Toolbox {

    private static final Comparator<Tool> BY_NAME =
            Comparator.comparing(tool -> tool.definition().name());

    private final List<Tool> fixed;
    private final List<McpSource> servers;

    SourcesToolbox(Contents contents) {
        this.fixed = contents.tools().stream().sorted(BY_NAME).toList();
        this.servers = contents.servers();
    }

    @Override
    public List<Tool> tools() {
        return servers.isEmpty()
                ? fixed
                : Stream.concat(fixed.stream(), servers.stream().flatMap(server -> server.tools().stream()))
                        .sorted(BY_NAME)
                        .toList();
    }

    @Override
    public int most() {
        return fixed.size() + servers.stream().mapToInt(McpSource::most).sum();
    }
}
