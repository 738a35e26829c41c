package io.parley.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.CallContext;
import io.parley.tools.CallContext.Caller;
import io.parley.tools.Declaration;
import io.parley.tools.Tool;
import io.parley.tools.ToolOutcome;
import io.parley.tools.http.AllowedAddresses;
import io.parley.tools.http.Credential;
import io.parley.tools.http.ServerAddress;
import io.parley.tools.http.ToolServer;
import io.parley.tools.yaml.YamlText;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that others wrote, which {@code checks/mcp/mcp.mjs} starts and names: {@code -Dmcp.servers=name=address,…}. */
@QuarkusTest
@EnabledIfSystemProperty(named = "mcp.servers", matches = ".+")
class RealServersTest {

    private static final Caller ANN = new Caller("msteams", "29:ann", null, null);

    static Stream<String> servers() {
        return Stream.of(System.getProperty("mcp.servers", "").split(","));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void listsAndCallsTools(String server) {
        McpSource source = source(server.replaceFirst("^[^=]*=", ""));

        source.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(source.tools()).hasSize(2));
        assertThat(call(source, "echo", "{message: 'Grüezi'}")).isEqualTo(ToolOutcome.succeeded("Echo: Grüezi"));
        assertThat(call(source, "get-sum", "{a: 2, b: 3}"))
                .isEqualTo(ToolOutcome.succeeded("The sum of 2 and 3 is 5."));
        assertThat(find(source, "get-sum").objection(arguments("{a: two, b: 3}")))
                .hasValueSatisfying(objection -> assertThat(objection).startsWith("a must be of type"));
        assertThat(call(source, "get-sum", "{a: two, b: 3}").status()).isEqualTo(ToolOutcome.Status.FAILED);
    }

    private static McpSource source(String address) {
        ToolServer server =
                new ToolServer(ServerAddress.of(address, new AllowedAddresses(Set.of())), Credential.NONE, Map.of());
        Map<String, Declaration> tools = Map.of("echo", declared("echo"), "get-sum", declared("get-sum"));
        return new McpSource(
                "real",
                server,
                tools,
                "io.parley/key",
                new McpSource.Surroundings((time, action) -> {}, System::nanoTime));
    }

    private static Declaration declared(String tool) {
        return new Declaration(
                tool,
                Optional.of(tool),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty());
    }

    private static Tool find(McpSource source, String name) {
        return source.tools().stream()
                .filter(tool -> tool.definition().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ToolOutcome call(McpSource source, String name, String arguments) {
        return find(source, name)
                .call(arguments(arguments), new CallContext("turn/1/0", ANN, false))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static ObjectNode arguments(String yaml) {
        return (ObjectNode) YamlText.parse(yaml).json();
    }
}
