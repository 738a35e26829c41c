package io.parley.tools.file;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.credentials.Identities;
import io.parley.tools.Toolbox;
import io.parley.tools.TrialTools;
import io.parley.tools.mcp.McpSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Provides the toolbox, made as the application starts: a mistake in the file stops the start, not the first question. */
@Dependent
class ToolsBeans {

    private static final Path TRIAL = Path.of("demo-tools.yaml");

    @Produces
    @Singleton
    @Startup
    Toolbox toolbox(
            ToolsConfig config,
            Instance<TrialTools> trial,
            Identities identities,
            Vertx vertx,
            MeterRegistry registry,
            @ConfigProperty(name = "parley.chat.agent") Optional<String> agent) {
        if (agent.isPresent()) {
            return noneBeside(config.file());
        }
        return contents(config.file(), trial.stream(), file -> file(file, identities, vertx))
                .map(contents -> toolbox(contents, registry))
                .orElse(Toolbox.EMPTY);
    }

    /** An agent has tools of its own, and the service refuses others beside them. */
    static Toolbox noneBeside(Optional<Path> file) {
        if (file.isPresent()) {
            throw new ConfigurationException(
                    "PARLEY_TOOLS_FILE and PARLEY_CHAT_AGENT are both set: an agent has only the tools"
                            + " of its definition in Foundry. Unset one of them.");
        }
        return Toolbox.EMPTY;
    }

    /** Reads the operator's file; the tools for a trial only where there is none. */
    static Optional<Contents> contents(
            Optional<Path> named, Stream<TrialTools> trial, Function<Path, ToolsFile> files) {
        return named.map(file -> files.apply(file).read()).or(() -> trial.flatMap(tools -> tools.file().stream())
                .findFirst()
                .map(text -> files.apply(TRIAL).read(text)));
    }

    private static ToolsFile file(Path file, Identities identities, Vertx vertx) {
        Tokens tokens =
                (kind, clientId, resource) -> identities.of(kind, clientId).tokensFor(resource);
        McpSource.Surroundings surroundings = new McpSource.Surroundings(
                (time, action) -> vertx.setTimer(Math.max(1, time.toMillis()), fired -> action.run()),
                System::nanoTime);
        return new ToolsFile(file, tokens, variable -> Optional.ofNullable(System.getenv(variable)), surroundings);
    }

    private static Toolbox toolbox(Contents contents, MeterRegistry registry) {
        Log.infof(
                "The model is offered %d tools, and those of %d MCP servers.",
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
