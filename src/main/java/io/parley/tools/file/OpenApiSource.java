package io.parley.tools.file;

import io.parley.tools.Declaration;
import io.parley.tools.Tool;
import io.parley.tools.http.ToolServer;
import io.parley.tools.openapi.OpenApiDocument;
import io.parley.tools.openapi.OpenApiOperation;
import io.parley.tools.openapi.OperationChoices;
import io.parley.tools.schema.SchemaException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A source of kind {@code openapi}: an API that a document describes. */
final class OpenApiSource {

    private final Setting source;
    private final SourceReader sources;
    private final Path folder;

    /** @param folder the path of the document starts here, unless it is absolute */
    OpenApiSource(Setting source, SourceReader sources, Path folder) {
        this.source = source;
        this.sources = sources;
        this.folder = folder;
    }

    List<Tool> tools(Names names) {
        Set<String> keys = new HashSet<>(SourceReader.KEYS);
        keys.addAll(Set.of("document", "fixed", "idempotency-header"));
        source.allow(keys);
        Setting setting = source.required("document", "the path of the OpenAPI document, from this file's folder");
        OpenApiDocument document = document(setting);
        HeaderNames headers = new HeaderNames();
        ToolServer server = sources.server(source, false, headers);
        OperationTools tools =
                new OperationTools(server, SourceReader.idempotencyHeader(source, headers), names, headers);
        DeclarationReader declarations = new DeclarationReader(source, Set.of("fixed", "header-parameters"));
        return SourceReader.operations(source).entrySet().stream()
                .map(entry -> {
                    Declaration declaration = declarations.read(entry.getKey(), entry.getValue());
                    OpenApiOperation operation = operation(document, declaration, entry.getValue());
                    return tools.tool(entry.getValue(), declaration, operation.operation(), operation.description());
                })
                .toList();
    }

    private OpenApiDocument document(Setting setting) {
        Path file = folder.resolve(setting.text());
        try {
            return new OpenApiDocument(
                    Reading.read(file, Reading.LONGEST_DOCUMENT, why -> setting.mistake("names a document that " + why))
                            .json());
        } catch (SchemaException wrong) {
            throw wrong(setting, wrong);
        }
    }

    private OpenApiOperation operation(OpenApiDocument document, Declaration declaration, Setting setting) {
        OperationChoices choices = new OperationChoices(
                SourceReader.fixed(source, setting),
                setting.optional("fixed")
                        .map(Setting::children)
                        .map(Map::keySet)
                        .orElse(Set.of()),
                Set.copyOf(setting.optional("header-parameters")
                        .map(Setting::texts)
                        .orElse(List.of())));
        try {
            return document.operation(declaration.operation(), choices);
        } catch (SchemaException wrong) {
            throw wrong(setting, wrong);
        }
    }

    private static ConfigurationException wrong(Setting setting, SchemaException wrong) {
        return setting.mistake("cannot be read from its document: " + wrong.pointer() + " " + wrong.getMessage());
    }
}
