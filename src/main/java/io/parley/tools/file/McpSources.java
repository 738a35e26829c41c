package io.parley.tools.file;

import io.parley.tools.Declaration;
import io.parley.tools.http.ToolServer;
import io.parley.tools.mcp.McpSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a source of kind {@code mcp}: a server that describes its tools itself. */
final class McpSources {

    private static final String IDEMPOTENCY_KEY = "io.parley/idempotency-key";
    private static final Pattern META = Pattern.compile("(?:[A-Za-z0-9.-]+/)?[A-Za-z0-9][A-Za-z0-9._-]*");

    private final SourceReader sources;
    private final McpSource.Surroundings surroundings;

    McpSources(SourceReader sources, McpSource.Surroundings surroundings) {
        this.sources = sources;
        this.surroundings = surroundings;
    }

    /** @param names gets each name that the model will see */
    McpSource read(String name, Setting source, Names names) {
        Set<String> keys = new HashSet<>(SourceReader.KEYS);
        keys.add("idempotency-meta");
        source.allow(keys);
        ToolServer server = sources.server(source, true, new HeaderNames());
        DeclarationReader reader = new DeclarationReader(source, Set.of("pin"));
        Map<String, Declaration> declarations = new LinkedHashMap<>();
        SourceReader.operations(source).forEach((tool, setting) -> {
            Declaration written = reader.read(tool, setting);
            Declaration named =
                    written.named(written.name().orElse(name + "_" + tool.replaceAll("[^A-Za-z0-9_-]", "_")));
            named.name().ifPresent(seen -> names.claim(seen, setting));
            declarations.put(tool, named);
        });
        return new McpSource(name, server, declarations, idempotencyMeta(source), surroundings);
    }

    private static String idempotencyMeta(Setting source) {
        return source.optional("idempotency-meta").map(McpSources::meta).orElse(IDEMPOTENCY_KEY);
    }

    private static String meta(Setting setting) {
        String key = setting.text();
        if (!META.matcher(key).matches() || key.contains("modelcontextprotocol")) {
            throw setting.mistake(
                    "must be a key of _meta such as example.com/idempotency-key, and none of the protocol");
        }
        return key;
    }
}
