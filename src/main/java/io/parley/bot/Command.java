package io.parley.bot;

import io.parley.activity.Activity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that the bot answers without the model: {@code /help}, {@code /reset@bot}, or {@code @bot reset}. */
enum Command {
    HELP,
    RESET,

    /** The first message that Telegram's clients send. It may be followed by a value from the link that led to the bot. */
    START;

    /** When a mention is removed from a text, the colon behind it stays. */
    private static final Pattern WRITTEN = Pattern.compile(
            "[\\s,:;]*(/?)(help|reset|start)(?:@([^@]{1,100}?))?(?: ([\\w-]{1,64}))?[\\s.!?,;:\u2026\u3002]*");

    private static final int LONGEST = 300;

    /** Whether a message is a command for this bot, and for no other bot of its room. */
    static boolean isIn(Activity message) {
        return of(message, MessageText.of(message)).isPresent();
    }

    /** @param text what the user wrote, without markup */
    static Optional<Command> of(Activity message, String text) {
        return Optional.of(text)
                .filter(any -> any.length() <= LONGEST)
                .map(PlainWords::of)
                .map(WRITTEN::matcher)
                .filter(Matcher::matches)
                .filter(written -> isMeant(message, written))
                .map(written -> valueOf(written.group(2).toUpperCase(Locale.ROOT)));
    }

    private static boolean isMeant(Activity message, Matcher written) {
        String bot = written.group(3);
        boolean takesMore =
                message.channelId().equals("telegram") && written.group(2).equals("start");
        boolean named = Audience.isMentioned(message) || bot != null && BotNames.include(message, bot);
        return (written.group(4) == null || takesMore)
                && (!written.group(1).isEmpty() || named && !written.group(2).equals("start"))
                && (bot == null || named || !message.conversation().shared());
    }
}
