package io.parley.tools.file;

import io.parley.tools.Tool;
import io.parley.tools.mcp.McpSource;
import java.util.List;

/**
 * The contents of the file.
 *
 * @param tools those that the file and its documents describe
 * @param servers those that describe their tools themselves
 */
record Contents(List<Tool> tools, List<McpSource> servers) {}
