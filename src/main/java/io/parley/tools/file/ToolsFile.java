package io.parley.tools.file;

import io.parley.tools.Tool;
import io.parley.tools.http.AllowedAddresses;
import io.parley.tools.mcp.McpSource;
import io.parley.tools.yaml.YamlText;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the operator's file of tools. {@link #read} fails with a {@link ConfigurationException} that names the file's line and
 * what to write.
 */
final class ToolsFile {

    private static final Set<String> KEYS = Set.of("private-hosts", "sources");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

    /** The kinds of sources. */
    enum Kind {
        HTTP,
        OPENAPI,
        MCP
    }

    private final Path file;
    private final Tokens tokens;
    private final Function<String, Optional<String>> environment;
    private final McpSource.Surroundings surroundings;

    /** @param environment looks up a variable */
    ToolsFile(
            Path file,
            Tokens tokens,
            Function<String, Optional<String>> environment,
            McpSource.Surroundings surroundings) {
        this.file = file;
        this.tokens = tokens;
        this.environment = environment;
        this.surroundings = surroundings;
    }

    Contents read() {
        return read(root());
    }

    /** Reads a given text instead of the file. */
    Contents read(String text) {
        return read(new Setting(String.valueOf(file.getFileName()), "", YamlText.parse(text)));
    }

    private Contents read(Setting root) {
        root.allow(KEYS);
        SourceReader sources = sources(root);
        Names names = new Names();
        List<Tool> tools = new ArrayList<>();
        List<McpSource> servers = new ArrayList<>();
        Setting all = root.required("sources", "where tools come from");
        if (all.children().isEmpty()) {
            throw all.mistake("names no source");
        }
        all.children().forEach((name, source) -> {
            requireName(name, source);
            switch (source.required("kind", "http, openapi or mcp").choice(Kind.class)) {
                case HTTP -> tools.addAll(new HttpSource(source, sources).tools(names));
                case OPENAPI -> tools.addAll(new OpenApiSource(source, sources, folder()).tools(names));
                case MCP -> servers.add(new McpSources(sources, surroundings).read(name, source, names));
            }
        });
        return new Contents(List.copyOf(tools), List.copyOf(servers));
    }

    private static void requireName(String name, Setting source) {
        if (!name.matches("[A-Za-z0-9_-]{1,24}")) {
            throw source.mistake("must have a key of 1 to 24 letters, digits, _ or -");
        }
    }

    private Setting root() {
        String name = String.valueOf(file.getFileName());
        return new Setting(
                name,
                "",
                Reading.read(
                        file,
                        Reading.LONGEST_TOOLS_FILE,
                        why -> new ConfigurationException("PARLEY_TOOLS_FILE: " + name + " " + why + ".")));
    }

    private SourceReader sources(Setting root) {
        Set<String> privateHosts =
                root.optional("private-hosts").map(ToolsFile::hosts).orElse(Set.of());
        return new SourceReader(
                new AllowedAddresses(privateHosts), new CredentialReader(tokens, environment, folder()));
    }

    private static Set<String> hosts(Setting setting) {
        Set<String> hosts = new HashSet<>();
        setting.texts().forEach(host -> {
            if (!HOST.matcher(host).matches()) {
                throw setting.mistake("must list names or addresses of hosts, without a scheme, a port, a path or *");
            }
            hosts.add(host.toLowerCase(Locale.ROOT));
        });
        return hosts;
    }

    private Path folder() {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    }
}
