package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides whom a message is for. In a chat of two, it is for the bot. Where more people read, it is for the bot only if it
 * mentions the bot, is a command, or answers the bot: many channels send a bot every message of a room, and the conversations
 * of colleagues are not for the model.
 */
final class Audience {

    private static final String EVERYWHERE = "*";

    private final Set<String> readsAllIn;

    /** @param readsAllIn conversations in which every message is for the bot: ids of conversations, channels, or {@code *} */
    Audience(Set<String> readsAllIn) {
        this.readsAllIn = readsAllIn;
    }

    boolean includesBot(Activity message) {
        return !message.conversation().shared()
                || readsAll(message)
                || isMentioned(message)
                || answersBot(message)
                || Command.isIn(message);
    }

    /** Whether a message mentions the bot in its channel's way. */
    static boolean isMentioned(Activity message) {
        String text = message.text() == null ? "" : message.text();
        return message.mentions().stream().anyMatch(message::addresses)
                || BotNames.isMentioned(message, text)
                || isMentionedOnSlack(message, text);
    }

    private static boolean isMentionedOnSlack(Activity message, String text) {
        return message.channelId().equals("slack")
                && (SlackMarkup.mentionsBot(message, text)
                        || "app_mention"
                                .equals(message.channelDataAt("/SlackMessage/event/type")
                                        .textValue()));
    }

    /** Whether the bot reads everything in the conversation. The id of a thread also contains its channel's id. */
    private boolean readsAll(Activity message) {
        String conversation = message.conversation().id();
        return Stream.of(
                        EVERYWHERE,
                        message.channelId(),
                        conversation,
                        conversation.split(";", 2)[0])
                .anyMatch(readsAllIn::contains);
    }

    /** Whether a message quotes the bot, or is marked as an answer to a message of the bot. */
    private static boolean answersBot(Activity message) {
        return Quote.of(message).stream().anyMatch(quote -> message.isForBot(quote.authorId()))
                || answersBotOnTelegram(message)
                || answersBotOnSlack(message);
    }

    private static boolean answersBotOnTelegram(Activity message) {
        JsonNode author = message.channelDataAt("/message/reply_to_message/from");
        return message.channelId().equals("telegram")
                && (message.isForBot(author.path("id").asText())
                        || BotNames.include(message, author.path("username").asText()));
    }

    private static boolean answersBotOnSlack(Activity message) {
        return message.channelId().equals("slack")
                && SlackAccounts.isBot(
                        message,
                        message.channelDataAt("/SlackMessage/event/parent_user_id")
                                .asText());
    }
}
