package io.parley.tools.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.tools.Tool;
import io.parley.tools.TrialTools;
import io.parley.tools.mcp.McpSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class TrialToolsTest {

    private static final String FILE = """
            sources:
              one:
                kind: http
                address: https://one.example
                operations:
                  %s: {description: A tool., method: GET, path: /}
            """;

    @TempDir
    Path folder;

    @Test
    void areOfferedWhereTheOperatorNamesNoFile() {
        assertThat(names(Optional.empty(), () -> Optional.of(FILE.formatted("trial"))))
                .containsExactly("trial");
    }

    @Test
    void giveWayToTheOperatorsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("tools.yaml"), FILE.formatted("own"));

        assertThat(names(Optional.of(file), () -> Optional.of(FILE.formatted("trial"))))
                .containsExactly("own");
    }

    @Test
    void areNoneWhereNobodyOffersAny() {
        assertThat(names(Optional.empty(), Optional::empty)).isEmpty();
        assertThat(ToolsBeans.contents(Optional.empty(), Stream.empty(), TrialToolsTest::file))
                .isEmpty();
    }

    @Test
    void areNoneBesideAnAgentWhichAllowsNoFile() {
        assertThat(ToolsBeans.noneBeside(Optional.empty()).tools()).isEmpty();
        assertThatThrownBy(() -> ToolsBeans.noneBeside(Optional.of(folder)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_TOOLS_FILE")
                .hasMessageContaining("PARLEY_CHAT_AGENT");
    }

    private static List<String> names(Optional<Path> named, TrialTools trial) {
        return ToolsBeans.contents(named, Stream.of(trial), TrialToolsTest::file).stream()
                .flatMap(contents -> contents.tools().stream())
                .map(Tool::definition)
                .map(definition -> definition.name())
                .toList();
    }

    private static ToolsFile file(Path file) {
        return new ToolsFile(
                file,
                (kind, id, resource) -> {
                    throw new ConfigurationException("no identity");
                },
                variable -> Optional.empty(),
                new McpSource.Surroundings((time, action) -> {}, System::nanoTime));
    }
}
