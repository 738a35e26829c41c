package io.parley.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment with a tool that the model may call, and with an MCP server that is away. */
public class ToolsEnvironment extends ParleyEnvironment {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("parley.tools.file", tools().toString());
        return settings;
    }

    private Path tools() {
        try {
            Path file = Files.createTempFile("tools", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, """
                    sources:
                      monitors:
                        kind: http
                        address: %s
                        operations:
                          monitor_status:
                            description: State of one monitor.
                            method: GET
                            path: /monitors/{monitor}
                            parameters:
                              monitor: {in: path}
                      away:
                        kind: mcp
                        address: http://127.0.0.1:1/mcp
                        operations:
                          search: {effect: read}
                    """.formatted(surroundings().address("/monitoring")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
