package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.Invisible;

/** What a user wrote, without the markup that channels put around it. */
final class MessageText {

    private static final char NO_BREAK_SPACE = '\u00a0';

    private MessageText() {}

    /**
     * The text of a message, empty when there is none to see. Mentions of the bot are taken out, wherever an entity says that
     * one is; those of others stay as their names. Entities and markup are read where the channel writes them, and nowhere
     * else: they may be what was asked.
     */
    static String of(Activity message) {
        String text = new Mentions(message).resolve(Quote.withoutPlaceholders(message, raw(message)));
        String visible = Invisible.strip(read(message, text).replace(NO_BREAK_SPACE, ' '));
        return Invisible.strip(BotNames.remove(message, visible));
    }

    /** Some clients of Teams leave the text empty, and have it in the HTML alone. */
    private static String raw(Activity message) {
        String text = message.text();
        return text == null || Invisible.isBlank(text)
                ? Quote.html(message).map(Quote::ownWords).orElse("")
                : text;
    }

    private static String read(Activity message, String text) {
        if ("xml".equalsIgnoreCase(message.textFormat())) {
            return Markup.text(Markup.parse(text));
        }
        return switch (message.channelId()) {
            case "slack" -> SlackMarkup.read(message, text);
            case "msteams" -> text.replace("&nbsp;", " ");
            default -> text;
        };
    }
}
