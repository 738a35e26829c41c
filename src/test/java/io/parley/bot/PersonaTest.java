package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.ConfigMappings;
import io.parley.chat.Reply;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonaTest {

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("too-long", "Shorter"),
            Map.entry("busy", "Later, in {wait}"),
            Map.entry("system-prompt", "You help."),
            Map.entry("welcome", "Hello"),
            Map.entry("apology", "Sorry"),
            Map.entry("filtered", "No"),
            Map.entry("empty", "Nothing"),
            Map.entry("interim", "Wait"),
            Map.entry("truncated", "Too much"),
            Map.entry("broken-off", "Broken"),
            Map.entry("unreadable", "Text only"),
            Map.entry("help", "Ask me"),
            Map.entry("reset", "Forgotten"));

    @Test
    void hasTheTextsOfItsSettings() {
        assertThat(persona())
                .isEqualTo(new Persona(
                        "You help.",
                        "Hello",
                        "Sorry",
                        "No",
                        "Nothing",
                        "Shorter",
                        "Later, in {wait}",
                        "Wait",
                        "Too much",
                        "Broken",
                        "Text only",
                        "Ask me",
                        "Forgotten"));
    }

    @Test
    void saysOutsideOfABlockOfCodeThatTheAnswerWasCutOff() {
        Reply reply = Reply.of("Do this:\n```sh\nls", Reply.Ending.TRUNCATED);

        assertThat(persona().text(reply)).isEqualTo("Do this:\n```sh\nls\n```\n\nToo much");
    }

    @ParameterizedTest
    @CsvSource({"PT0.2S, 1 s", "PT22S, 22 s", "PT119.1S, 2 min", "PT1H, 60 min", "PT24H, 24 h", "PT0S, 10 s", ", 10 s"})
    void tellsHowLongToWait(@Nullable Duration wait, String told) {
        assertThat(persona().busy(Optional.ofNullable(wait))).isEqualTo("Later, in " + told);
    }

    @Test
    void readsAFileBeforeTheTextItself(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("prompt.txt"), "\n Größe zählt. 😀\nImmer.\n");

        assertThat(persona("system-prompt.file", file.toString()).systemPrompt())
                .isEqualTo("Größe zählt. 😀\nImmer.");
    }

    @ParameterizedTest
    @CsvSource({
        "system-prompt, PARLEY_BOT_SYSTEM_PROMPT",
        "welcome, PARLEY_BOT_WELCOME",
        "apology, PARLEY_BOT_APOLOGY",
        "filtered, PARLEY_BOT_FILTERED",
        "empty, PARLEY_BOT_EMPTY",
        "unreadable, PARLEY_BOT_UNREADABLE",
        "help, PARLEY_BOT_HELP",
        "reset, PARLEY_BOT_RESET",
    })
    void demandsEachText(String name, String variable) {
        assertThatThrownBy(() -> persona(name, "   "))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable);
        assertThatThrownBy(() -> persona(name, ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable);
    }

    @Test
    void demandsThatAFileHoldsAText(@TempDir Path folder) throws IOException {
        Path blank = Files.writeString(folder.resolve("blank.txt"), " \n");

        assertThatThrownBy(() -> persona("welcome.file", blank.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_BOT_WELCOME");
    }

    @Test
    void namesTheVariableOfAFileThatIsMissing(@TempDir Path folder) {
        Path missing = folder.resolve("missing.txt");

        assertThatThrownBy(() -> persona("welcome.file", missing.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_BOT_WELCOME_FILE")
                .hasMessageContaining(missing.toString());
    }

    @Test
    void namesTheVariableOfAFileThatIsNotUtf8(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), "Größe".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> persona("help.file", latin.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_BOT_HELP_FILE")
                .hasMessageContaining("UTF-8");
    }

    private static Persona persona() {
        return persona("help", TEXTS.getOrDefault("help", ""));
    }

    private static Persona persona(String name, String value) {
        Map<String, String> settings = new HashMap<>(TEXTS);
        settings.put(name, value);
        return Persona.of(ConfigMappings.of(BotConfig.class, settings));
    }
}
