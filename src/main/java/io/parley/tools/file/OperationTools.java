package io.parley.tools.file;

import io.parley.chat.ToolDefinition;
import io.parley.tools.Declaration;
import io.parley.tools.Tool;
import io.parley.tools.ToolPolicy;
import io.parley.tools.ToolText;
import io.parley.tools.http.HttpOperation;
import io.parley.tools.http.HttpTool;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.http.ToolServer;

/** Makes tools from operations of one HTTP API. */
final class OperationTools {

    private static final int LONGEST_SCHEMA = 16 * 1024;

    private final ToolServer server;
    private final String idempotencyHeader;
    private final Names names;
    private final HeaderNames headers;

    /** @param headers those that the source fills, so that no argument can */
    OperationTools(ToolServer server, String idempotencyHeader, Names names, HeaderNames headers) {
        this.server = server;
        this.names = names;
        this.idempotencyHeader = idempotencyHeader;
        this.headers = headers;
    }

    /** @param described the description of the source; blank if there is none */
    Tool tool(Setting setting, Declaration declaration, HttpOperation operation, String described) {
        String name = declaration.name().orElse(declaration.operation());
        names.claim(name, setting);
        String description = declaration.description().orElseGet(() -> ToolText.description(described));
        if (description.isBlank()) {
            throw setting.mistake(
                    "has no description. Write what it does and when to use it: the model chooses by that");
        }
        if (operation.schema().toString().length() > LONGEST_SCHEMA) {
            throw setting.mistake("has arguments that are described by more than 16 KiB, too much for the model");
        }
        operation.parameters().stream()
                .filter(parameter -> parameter.place() == Place.HEADER)
                .forEach(parameter -> headers.parameter(setting, parameter.name()));
        FixedArguments.check(operation, setting);
        ToolPolicy policy = declaration.policy(operation.usualEffect());
        return new HttpTool(
                new ToolDefinition(name, description, operation.schema()),
                policy,
                operation,
                server,
                idempotencyHeader);
    }
}
