package io.parley.tools.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.chat.ToolDefinition;
import io.parley.tools.Tool;
import io.parley.tools.ToolPolicy.Effect;
import io.parley.tools.mcp.McpSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ToolsFileTest {

    private static final String FILE = """
            private-hosts: [monitors.internal]
            sources:
              monitors:
                kind: http
                address: http://monitors.internal/api/
                caller-headers: {X-User: user-id}
                operations:
                  monitor_status:
                    title: State of a monitor
                    description: State of one monitor.
                    method: GET
                    path: /monitors/{monitor}
                    timeout: 3s
                    trusted: yes
                    parameters:
                      monitor: {in: path, description: Name.}
                      days: {in: query, type: integer, minimum: 1, required: no}
                    fixed: {api-version: '1'}
                  acknowledgeIncident:
                    description: Acknowledges an incident.
                    method: POST
                    path: /incidents/{incident}/acknowledgement
                    parameters: {incident: {in: path}, note: {in: body, maxLength: 200}}
              shop:
                kind: openapi
                document: shop.json
                address: https://shop.example/v1
                credentials: {kind: bearer, variable: SHOP_KEY}
                operations:
                  order_status: {}
            """;

    private static final String SHOP = """
            {
            \t"openapi": "3.1.0",
            \t"paths": {"/orders/{o}": {"get": {"operationId": "order_status", "summary": "State of an order.",
            \t\t"parameters": [{"name": "o", "in": "path", "required": true, "schema": {"type": "string"}}]}}}
            }
            """;

    private static final String MCP = """
            sources:
              docs:
                kind: mcp
                address: https://docs.example/mcp?api-version=2026-04-01
                trusted: yes
                operations:
                  docs.search: {effect: read}
                  fetch: {name: fetch_page, pin: %s}
            """.formatted("0".repeat(64));

    private static final McpSource.Surroundings NOWHERE =
            new McpSource.Surroundings((time, action) -> {}, System::nanoTime);

    @TempDir
    Path folder;

    private Contents contents(String text) {
        Path file = folder.resolve("tools.yaml");
        try {
            Files.writeString(folder.resolve("shop.json"), SHOP);
            Files.writeString(folder.resolve("secret"), "s3cr3t\n");
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ToolsFile(
                        file,
                        (kind, id, resource) -> {
                            throw new ConfigurationException("no identity");
                        },
                        variable ->
                                Optional.ofNullable(Map.of("SHOP_KEY", "k3y").get(variable)),
                        NOWHERE)
                .read();
    }

    private List<Tool> read(String text) {
        return new SourcesToolbox(contents(text)).tools();
    }

    @Test
    void readsToolsInTheOrderOfTheirNames() {
        assertThat(read(FILE))
                .extracting(Tool::definition)
                .extracting(ToolDefinition::name, ToolDefinition::description)
                .containsExactly(
                        tuple("acknowledgeIncident", "Acknowledges an incident."),
                        tuple("monitor_status", "State of one monitor."),
                        tuple("order_status", "State of an order."));
    }

    @Test
    void takesPoliciesFromTheFileAndElseFromTheMethod() {
        List<Tool> tools = read(FILE);

        assertThat(tools.get(0).policy()).satisfies(policy -> {
            assertThat(policy.title()).isEqualTo("Acknowledge incident");
            assertThat(policy.effect()).isEqualTo(Effect.WRITE);
            assertThat(policy.confirmed()).isTrue();
            assertThat(policy.repeatable()).isFalse();
            assertThat(policy.timeout()).isEqualTo(Duration.ofSeconds(10));
            assertThat(policy.progress()).isEqualTo("Working on: Acknowledge incident …");
        });
        assertThat(tools.get(1).policy()).satisfies(policy -> {
            assertThat(policy.title()).isEqualTo("State of a monitor");
            assertThat(policy.effect()).isEqualTo(Effect.READ);
            assertThat(policy.confirmed()).isFalse();
            assertThat(policy.trusted()).isTrue();
            assertThat(policy.timeout()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void describesArgumentsWithoutThoseThatAreFixed() {
        assertThat(read(FILE).get(1).definition().parameters())
                .hasToString(
                        "{\"type\":\"object\",\"properties\":{\"monitor\":{\"description\":\"Name.\",\"type\":\"string\"},"
                                + "\"days\":{\"type\":\"integer\",\"minimum\":1}},\"required\":[\"monitor\"],"
                                + "\"additionalProperties\":false}");
    }

    static List<Arguments> mistakes() {
        return List.of(
                change("sources:", "source:", 2, "source is not known here. Known are private-hosts, sources"),
                change("kind: http", "kind: rest", 4, "sources.monitors.kind must be one of http, openapi"),
                change("    kind: http\n", "", 3, "sources.monitors has no kind"),
                change("  monitors:", "  mon itors:", 3, "must have a key of 1 to 24 letters"),
                change("http://monitors.internal/api/", "http://monitors.example/", 5, "must be https"),
                change("http://monitors.internal/api/", "https://u:s3cr3t@monitors.internal/", 5, "must have no user"),
                change("http://monitors.internal/api/", "monitors", 5, "is not an address"),
                change("http://monitors.internal/api/", "https://a.example/?key=s3cr3t", 5, "must have no query"),
                change("{X-User: user-id}", "{X-User: email}", 6, "must be one of channel, user-id, entra-object-id"),
                change("{X-User: user-id}", "{'X User': user-id}", 6, "is no name of a header"),
                change("description: State of one monitor.", "", 8, "has no description"),
                change("method: GET", "method: FETCH", 11, "must be GET, HEAD, POST, PUT, PATCH or DELETE"),
                change("path: /monitors/{monitor}", "path: /monitors/../{monitor}", 12, "must be a path"),
                change("path: /monitors/{monitor}", "path: /monitors", 12, "do not name the same parameters"),
                change("timeout: 3s", "timeout: 3", 13, "must be a duration such as 500ms"),
                change("timeout: 3s", "timeout: 5m", 13, "at most 120s"),
                change("trusted: yes", "trusted: maybe", 14, "must be yes or no"),
                change("in: path, description: Name.", "in: body, description: Name.", 12, "do not name the same"),
                change("minimum: 1, ", "minimun: 1, ", 17, "has /minimun, which is not supported"),
                change("acknowledgeIncident:", "acknowledge incident:", 19, "needs a name of 1 to 64 letters"),
                change("document: shop.json", "document: none.json", 26, "cannot be read: there is no such file"),
                change("variable: SHOP_KEY", "variable: OTHER", 28, "names a variable that is not set. Set OTHER"),
                change("variable: SHOP_KEY", "variable: 's3cr3t!'", 28, "must be the name of an environment variable"),
                change("variable: SHOP_KEY", "secret: s3cr3t", 28, "is not known here"),
                change("variable: SHOP_KEY", "file: none", 28, "cannot be read as a file"),
                change("kind: bearer, variable: SHOP_KEY", "kind: bearer", 28, "needs either variable"),
                change("order_status: {}", "orders: {}", 30, "/paths has no operation with the operationId orders"),
                change(
                        "order_status: {}",
                        "order_status: {name: monitor_status}",
                        30,
                        "has the same name as another tool"),
                change("order_status: {}", "order_status: {pin: x}", 30, "is not known here"),
                change("order_status: {}", "order_status: {fixed: {x: 1}}", 30, "has no argument x"),
                change("      order_status: {}\n", "      {}\n", 29, "names no operation"),
                change("private-hosts: [monitors.internal]", "private-hosts: [", 3, "is not YAML or JSON"),
                change("[monitors.internal]", "['https://monitors.internal']", 1, "must list names or addresses"),
                change("[monitors.internal]", "['*.internal']", 1, "must list names or addresses of hosts"),
                change("[monitors.internal]", "['10.0.0.0/8']", 1, "must list names or addresses of hosts"),
                change("[monitors.internal]", "['monitors.internal:80']", 1, "must list names or addresses of hosts"),
                change("https://shop.example/v1", "https://shop.example:99999/v1", 27, "a port from 1 to 65535"),
                change("https://shop.example/v1", "https://shop.example:0/v1", 27, "a port from 1 to 65535"),
                change("https://shop.example/v1", "https://shop.example/v1/../x", 27, "must have a path that goes"),
                change("https://shop.example/v1", "https://shop.example/%2e%2e/x", 27, "must have a path that goes"),
                change("https://shop.example/v1", "https://169.254.169.254/x", 27, "is an address that is not allowed"),
                change("https://shop.example/v1", "https://10.0.0.1", 27, "is an address that is not allowed"),
                change("https://shop.example/v1", "https://2852039166", 27, "is an address that is not allowed"),
                change("https://shop.example/v1", "https://[fd00:ec2::254]", 27, "is an address that is not allowed"),
                change("{X-User: user-id}", "{Authorization: user-id}", 6, "is a header of credentials"),
                change("{X-User: user-id}", "{Host: user-id}", 6, "is a header that Parley sets itself"),
                change("{X-User: user-id}", "{Mcp-Session-Id: user-id}", 6, "is a header that Parley sets itself"),
                change("{X-User: user-id}", "{X-User: user-id, x-user: channel}", 6, "is filled with something else"),
                change("{X-User: user-id}", "{Idempotency-Key: user-id}", 3, "is filled with something else"),
                change(
                        "days: {in: query, type: integer, minimum: 1,",
                        "Host: {in: header,",
                        8,
                        "the header parameter Host"),
                change(
                        "days: {in: query, type: integer, minimum: 1,",
                        "Cookie: {in: header,",
                        8,
                        "a header of credentials"),
                change(
                        "days: {in: query, type: integer, minimum: 1,",
                        "x-user: {in: header,",
                        8,
                        "is filled by credentials"),
                change(
                        "days: {in: query, type: integer, minimum: 1,",
                        "'a b': {in: header,",
                        8,
                        "is no name of a header"),
                change("days: {in: query, type: integer", "'': {in: query, type: integer", 17, "has an empty name"),
                change("type: integer, minimum: 1", "type: text", 17, "has /type, which must be string"),
                change("type: integer, minimum: 1", "type: object", 17, "is an object, which only a body can be"),
                change("type: integer, minimum: 1", "enum: one", 17, "has /enum, which must be a list"),
                change("minimum: 1", "minimum: one", 17, "has /minimum, which must be a number"),
                change("minimum: 1, required: no", "$ref: '#/x'", 17, "days has a reference to nothing"),
                change("description: Name.}", "required: no}", 16, "is in the path, so it is always required"),
                change("description: Name.}", "required: maybe}", 16, "must be yes or no"),
                change("{api-version: '1'}", "{monitor: ..}", 8, "has the fixed argument monitor"),
                change("{api-version: '1'}", "{monitor: ''}", 8, "has the fixed argument monitor"),
                change("{api-version: '1'}", "{monitor: }", 8, "has the fixed argument monitor"),
                change("{api-version: '1'}", "{days: {a: 1}}", 8, "has the fixed argument days"),
                change("title: State of a monitor", "title: \"\\u200b\"", 9, "must have visible characters"),
                change("kind: bearer, variable", "kind: none, variable", 28, "is not known here. Known are kind"),
                change("kind: bearer,", "kind: bearer, header: X,", 28, "is not known here"),
                change("kind: bearer,", "kind: header, header: Host,", 28, "is a header that Parley sets itself"),
                change(
                        "order_status: {}",
                        "order_status: {header-parameters: [X-No]}",
                        30,
                        "has no header parameter X-No"));
    }

    private static Arguments change(String from, String to, int line, String message) {
        assertThat(FILE).contains(from);
        return Arguments.of(FILE.replace(from, to), line, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void stopsTheStartWithTheLineOfAMistake(String text, int line, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(text))
                .withMessageStartingWith("PARLEY_TOOLS_FILE")
                .withMessageContaining("tools.yaml")
                .withMessageMatching("(?s).*\\bline " + line + "\\b.*")
                .withMessageContaining(message)
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("s3cr3t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources: {}", "sources:", "sources: []", "", "[]", "null"})
    void stopsTheStartWithoutASource(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("line 1");
    }

    @Test
    void readsServersThatNameTheirToolsThemselves() {
        Contents contents = contents(MCP);

        assertThat(contents.servers()).extracting(McpSource::name).containsExactly("docs");
        assertThat(new SourcesToolbox(contents).tools()).isEmpty();
        assertThat(new SourcesToolbox(contents).most()).isEqualTo(2);
        assertThat(new SourcesToolbox(contents(FILE)).most()).isEqualTo(3);
        assertThat(contents(MCP).tools()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: fetch_page|name: docs_docs_search|8|has the same name as another tool, docs_docs_search",
                "pin: 0|pin: x0|8|must be the digest from the log",
                "trusted: yes|idempotency-meta: a b|5|must be a key of _meta",
                "trusted: yes|idempotency-meta: io.modelcontextprotocol/protocolVersion|5|must be a key of _meta",
                "kind: mcp|kind: rest|3|sources.docs.kind must be one of",
                "https://|http://|4|must be https"
            })
    void stopsTheStartWithAMistakeAboutAServer(String from, String to, int line, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> contents(MCP.replace(from, to)))
                .withMessageContaining("line " + line + ":")
                .withMessageContaining(message);
    }

    @Test
    void takesASecretFromAFile() {
        assertThat(read(FILE.replace("variable: SHOP_KEY", "file: secret"))).hasSize(3);
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new ToolsFile(
                                folder.resolve("none.yaml"),
                                (kind, id, resource) -> {
                                    throw new ConfigurationException("no identity");
                                },
                                variable -> Optional.empty(),
                                NOWHERE)
                        .read())
                .withMessageContaining("PARLEY_TOOLS_FILE: none.yaml cannot be read");
    }
}
