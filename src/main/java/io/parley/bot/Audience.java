package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom a message is for. In a chat of two, the bot; where more people read, only if the message mentions it, is a command, or
 * answers the bot: many channels send a bot all that is said in a room, and what colleagues say to each other is not for
 * the model.
 */
final class Audience {

    private static final String EVERYWHERE = "*";

    private final Set<String> readsAllIn;

    /** @param readsAllIn conversations in which all is for the bot, by their id; or channels; or {@code *} */
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

    /** Whether a message names the bot, as its channel does that. */
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
                                .equals(SlackAccounts.data(message, "/SlackMessage/event/type")
                                        .textValue()));
    }

    /** A thread's id names the channel that it is in as well. */
    private boolean readsAll(Activity message) {
        String conversation = message.conversation().id();
        return Stream.of(
                        EVERYWHERE,
                        message.channelId(),
                        conversation,
                        conversation.split(";", 2)[0])
                .anyMatch(readsAllIn::contains);
    }

    /** Whether a message quotes the bot, or says itself that it answers a message of the bot's. */
    private static boolean answersBot(Activity message) {
        return Quote.of(message).stream().anyMatch(quote -> message.isForBot(quote.authorId()))
                || answersBotOnTelegram(message)
                || answersBotOnSlack(message);
    }

    private static boolean answersBotOnTelegram(Activity message) {
        JsonNode author = SlackAccounts.data(message, "/message/reply_to_message/from");
        return message.channelId().equals("telegram")
                && (message.isForBot(author.path("id").asText())
                        || BotNames.include(message, author.path("username").asText()));
    }

    private static boolean answersBotOnSlack(Activity message) {
        return message.channelId().equals("slack")
                && SlackAccounts.isBot(
                        message,
                        SlackAccounts.data(message, "/SlackMessage/event/parent_user_id")
                                .asText());
    }
}
