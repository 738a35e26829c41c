package io.parley.bot;

import io.parley.activity.MessageParts;
import io.parley.chat.Reply;
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
                TextSetting.read("SYSTEM_PROMPT", config.systemPrompt()),
                TextSetting.read("WELCOME", config.welcome()),
                TextSetting.read("APOLOGY", config.apology()),
                TextSetting.read("FILTERED", config.filtered()),
                TextSetting.read("EMPTY", config.empty()),
                TextSetting.read("TOO_LONG", config.tooLong()),
                TextSetting.read("BUSY", config.busy()),
                TextSetting.read("INTERIM", config.interim()),
                TextSetting.read("TRUNCATED", config.truncated()),
                TextSetting.read("BROKEN_OFF", config.brokenOff()),
                TextSetting.read("UNREADABLE", config.unreadable()),
                TextSetting.read("HELP", config.help()),
                TextSetting.read("RESET", config.reset()));
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
}
