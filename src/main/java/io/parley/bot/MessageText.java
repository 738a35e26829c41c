package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.Invisible;

/** Extracts what a user wrote, without the markup that channels put around it. */
final class MessageText {

    private static final char NO_BREAK_SPACE = '\u00a0';

    private MessageText() {}

    /**
     * Returns the text of a message; empty if there is none to see. Mentions of the bot are removed if an entity marks them;
     * those of others become their names. Entities and markup are decoded only for channels that write them: elsewhere they
     * may be the user's own text.
     */
    static String of(Activity message) {
        String text = new Mentions(message).resolve(Quote.withoutPlaceholders(message, raw(message)));
        String visible = Invisible.strip(read(message, text).replace(NO_BREAK_SPACE, ' '));
        return Invisible.strip(BotNames.remove(message, visible));
    }

    /** Returns the text with its markup. Some clients of Teams leave the text empty, and send only HTML. */
    private static String raw(Activity message) {
        String text = message.text();
        return text == null || Invisible.isBlank(text)
                ? TeamsHtml.of(message).map(TeamsHtml::ownWords).orElse("")
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
