package io.parley.tools.file;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.credentials.Identities;
import io.parley.tools.Toolbox;
import io.parley.tools.mcp.McpSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Provides the toolbox, made as the application starts: a mistake in the file stops the start, not the first question. */
@Dependent
class ToolsBeans {

    @Produces
    @Singleton
    @Startup
    Toolbox toolbox(ToolsConfig config, Identities identities, Vertx vertx, MeterRegistry registry) {
        return config.file()
                .map(file -> read(file, identities, vertx))
                .map(contents -> toolbox(contents, registry))
                .orElse(Toolbox.EMPTY);
    }

    private static Contents read(Path file, Identities identities, Vertx vertx) {
        Tokens tokens =
                (kind, clientId, resource) -> identities.of(kind, clientId).tokensFor(resource);
        McpSource.Surroundings surroundings = new McpSource.Surroundings(
                (time, action) -> vertx.setTimer(Math.max(1, time.toMillis()), fired -> action.run()),
                System::nanoTime);
        return new ToolsFile(file, tokens, variable -> Optional.ofNullable(System.getenv(variable)), surroundings)
                .read();
    }

    private static Toolbox toolbox(Contents contents, MeterRegistry registry) {
        Log.infof(
                "PARLEY_TOOLS_FILE names %d tools, and %d MCP servers that name theirs.",
                contents.tools().size(), contents.servers().size());
        contents.servers().forEach(server -> {
            gauge("parley.tools.offered", registry, server, source -> source.tools()
                    .size());
            gauge("parley.tools.withheld", registry, server, McpSource::withheld);
            server.start();
        });
        return new SourcesToolbox(contents);
    }

    private static void gauge(
            String name, MeterRegistry registry, McpSource server, ToDoubleFunction<McpSource> value) {
        Gauge.builder(name, server, value).tag("source", server.name()).register(registry);
    }
}
