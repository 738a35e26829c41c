package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.Entity;

/** What a user wrote, without the markup that channels put around it. */
final class MessageText {

    private static final char NO_BREAK_SPACE = '\u00a0';

    private MessageText() {}

    /**
     * The text of a message, empty when there is none. Mentions of the bot are taken out, wherever an entity says that one
     * is; those of others stay as their names. Nothing else that looks like markup is touched: it may be what was asked.
     */
    static String of(Activity message) {
        String text = message.text() == null ? "" : message.text();
        for (Entity.Mention mention : message.mentions()) {
            text = text.replace(mention.text(), message.addresses(mention) ? "" : mention.name());
        }
        return text.replace("&nbsp;", " ").replace(NO_BREAK_SPACE, ' ').strip();
    }
}
