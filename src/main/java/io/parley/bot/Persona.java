package io.parley.bot;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bot's texts, read and ready. A text that is missing or blank stops the start. */
record Persona(
        String systemPrompt,
        String welcome,
        String apology,
        String filtered,
        String empty,
        String unreadable,
        String help,
        String reset) {

    static Persona of(BotConfig config) {
        return new Persona(
                read("SYSTEM_PROMPT", config.systemPrompt()),
                read("WELCOME", config.welcome()),
                read("APOLOGY", config.apology()),
                read("FILTERED", config.filtered()),
                read("EMPTY", config.empty()),
                read("UNREADABLE", config.unreadable()),
                read("HELP", config.help()),
                read("RESET", config.reset()));
    }

    private static String read(String name, BotConfig.Text text) {
        String variable = "PARLEY_BOT_" + name;
        String read = text.file()
                .map(file -> readFile(variable + "_FILE", file))
                .or(text::text)
                .map(String::strip)
                .orElse("");
        if (read.isEmpty()) {
            throw new ConfigurationException(variable + " is blank: the bot needs that text.");
        }
        return read;
    }

    private static String readFile(String variable, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // Without its cause, for the start ends with this sentence where nothing lies below it.
            throw new ConfigurationException(variable + " names " + file + ", which cannot be read as UTF-8 text ("
                    + e.getClass().getSimpleName() + ").");
        }
    }
}
