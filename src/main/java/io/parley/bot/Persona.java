package io.parley.bot;

import io.parley.activity.MessageParts;
import io.parley.chat.Reply;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The bot's texts. A text that is missing or blank stops the start. */
record Persona(
        String systemPrompt,
        String welcome,
        String apology,
        String filtered,
        String empty,
        String tooLong,
        String busy,
        String interim,
        String truncated,
        String brokenOff,
        String unreadable,
        String help,
        String reset) {

    private static final String WAIT = "{wait}";
    private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

    static Persona of(BotConfig config) {
        return new Persona(
                read("SYSTEM_PROMPT", config.systemPrompt()),
                read("WELCOME", config.welcome()),
                read("APOLOGY", config.apology()),
                read("FILTERED", config.filtered()),
                read("EMPTY", config.empty()),
                read("TOO_LONG", config.tooLong()),
                read("BUSY", config.busy()),
                read("INTERIM", config.interim()),
                read("TRUNCATED", config.truncated()),
                read("BROKEN_OFF", config.brokenOff()),
                read("UNREADABLE", config.unreadable()),
                read("HELP", config.help()),
                read("RESET", config.reset()));
    }

    /** @param wait the time after which another attempt may succeed, if it is known */
    String busy(Optional<Duration> wait) {
        return busy.replace(WAIT, inUnits(wait.filter(time -> !time.isZero()).orElse(USUAL_WAIT)));
    }

    /** Returns the text for the user. If the answer is incomplete, a sentence is added that says so. */
    String text(Reply reply) {
        return switch (reply.ending()) {
            case COMPLETE -> reply.text();
            case TRUNCATED -> behind(reply.text(), truncated);
            case BROKEN_OFF -> behind(reply.text(), brokenOff);
        };
    }

    /** Adds a sentence behind a text, outside of a block of code in which the text may end. */
    private static String behind(String text, String sentence) {
        return MessageParts.closed(text) + "\n\n" + sentence;
    }

    /** Rounds up, in units that are written alike in most languages. */
    private static String inUnits(Duration time) {
        long seconds = time.plusMillis(999).toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        return minutes < 120 ? minutes + " min" : (minutes + 59) / 60 + " h";
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
            // Without its cause, because the start ends with this sentence only if nothing is below it.
            throw new ConfigurationException(variable + " names " + file + ", which cannot be read as UTF-8 text ("
                    + e.getClass().getSimpleName() + ").");
        }
    }
}
