package io.parley.tools.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.Declaration;
import io.parley.tools.Tool;
import io.parley.tools.http.HttpOperation;
import io.parley.tools.http.ToolServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A source of kind {@code http}: an API whose operations the file describes itself. */
final class HttpSource {

    private final Setting source;
    private final SourceReader sources;

    HttpSource(Setting source, SourceReader sources) {
        this.source = source;
        this.sources = sources;
    }

    List<Tool> tools(Names names) {
        Set<String> keys = new HashSet<>(SourceReader.KEYS);
        keys.addAll(Set.of("fixed", "idempotency-header"));
        source.allow(keys);
        HeaderNames headers = new HeaderNames();
        ToolServer server = sources.server(source, false, headers);
        OperationTools tools =
                new OperationTools(server, SourceReader.idempotencyHeader(source, headers), names, headers);
        DeclarationReader declarations = new DeclarationReader(source, HttpOperations.KEYS);
        return SourceReader.operations(source).entrySet().stream()
                .map(entry -> tool(tools, declarations.read(entry.getKey(), entry.getValue()), entry.getValue()))
                .toList();
    }

    private Tool tool(OperationTools tools, Declaration declaration, Setting setting) {
        ObjectNode fixed = SourceReader.fixed(source, setting);
        HttpOperation operation = HttpOperations.read(setting, fixed);
        return tools.tool(setting, declaration, operation, "");
    }
}
