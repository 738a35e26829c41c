package io.parley.bot;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one text of the bot from its setting, or from the file that another setting names. */
final class TextSetting {

    private TextSetting() {}

    /**
     * @param name of the variable, behind {@code PARLEY_BOT_}
     * @throws ConfigurationException if the text is missing, blank or cannot be read; names the variable
     */
    static String read(String name, TextConfig text) {
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
            // Without its cause, because the start ends with this sentence only if nothing is below it.
            throw new ConfigurationException(variable + " names " + file + ", which cannot be read as UTF-8 text ("
                    + e.getClass().getSimpleName() + ").");
        }
    }
}
