package io.parley.tools.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.http.AllowedAddresses;
import io.parley.tools.http.CallerField;
import io.parley.tools.http.Credential;
import io.parley.tools.http.ServerAddress;
import io.parley.tools.http.ToolServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the keys that all kinds of sources have: the server, credentials, and headers of calls. */
final class SourceReader {

    /** The keys of all kinds of sources. */
    static final Set<String> KEYS =
            Set.of("kind", "address", "credentials", "caller-headers", "trusted", "timeout", "operations");

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final AllowedAddresses allowed;
    private final CredentialReader credentials;

    SourceReader(AllowedAddresses allowed, CredentialReader credentials) {
        this.allowed = allowed;
        this.credentials = credentials;
    }

    /** @param headers gets the names of the headers of each call */
    ToolServer server(Setting source, boolean mayHaveQuery, HeaderNames headers) {
        Credential credential = credentials.read(source, headers);
        Setting address = source.required("address", "where its server is, such as https://api.example/v1");
        String text = address.text();
        ServerAddress.objection(text, allowed, credential != Credential.NONE).ifPresent(objection -> {
            throw address.mistake(objection);
        });
        if (!mayHaveQuery && text.contains("?")) {
            throw address.mistake("must have no query: fixed parameters go into fixed");
        }
        return new ToolServer(ServerAddress.of(text, allowed), credential, callerHeaders(source, headers));
    }

    private static Map<String, CallerField> callerHeaders(Setting source, HeaderNames headers) {
        Map<String, CallerField> fields = new LinkedHashMap<>();
        source.optional("caller-headers").ifPresent(setting -> setting.children()
                .forEach((name, field) -> fields.put(headers.other(field, name), field.choice(CallerField.class))));
        return fields;
    }

    /** Returns the header with the idempotency key of a write. */
    static String idempotencyHeader(Setting source, HeaderNames headers) {
        return source.optional("idempotency-header")
                .map(header -> headers.other(header, header.text()))
                .orElseGet(() -> headers.other(source, IDEMPOTENCY_KEY));
    }

    /** Returns arguments with the operator's values. Those of an operation replace those of its source. */
    static ObjectNode fixed(Setting source, Setting operation) {
        ObjectNode fixed = JsonNodeFactory.instance.objectNode();
        add(fixed, source.optional("fixed"));
        add(fixed, operation.optional("fixed"));
        return fixed;
    }

    private static void add(ObjectNode fixed, Optional<Setting> setting) {
        setting.ifPresent(values -> values.children().forEach((name, value) -> fixed.set(name, json(value))));
    }

    private static JsonNode json(Setting setting) {
        return setting.value().json();
    }

    /** Returns the listed operations; others are not offered. */
    static Map<String, Setting> operations(Setting source) {
        Setting operations =
                source.required("operations", "the operations that the model may call; no others are offered");
        Map<String, Setting> listed = operations.children();
        if (listed.isEmpty()) {
            throw operations.mistake("names no operation");
        }
        return listed;
    }
}
