package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ChannelAccount;
import java.util.List;
import java.util.stream.StreamSupport;

/** Compares accounts of Slack, where the bot has two ids: one as an app ({@code B…}) and one as a user ({@code U…}). */
final class SlackAccounts {

    private SlackAccounts() {}

    /** Whether a user's id on Slack is the bot's: the one that the message is addressed to, or the one that Slack names. */
    static boolean isBot(Activity message, String user) {
        ChannelAccount bot = message.recipient();
        return bot != null && isOf(bot.id(), user)
                || message.mentions().stream()
                        .filter(message::addresses)
                        .anyMatch(mention -> isOf(mention.accountId(), user))
                || StreamSupport.stream(
                                message.channelDataAt("/SlackMessage/authorizations")
                                        .spliterator(),
                                false)
                        .anyMatch(one -> one.path("is_bot").asBoolean()
                                && user.equals(one.path("user_id").textValue()));
    }

    /** Whether a user's id belongs to an account, whose own id is {@code user:team} or {@code user:team:channel}. */
    static boolean isOf(String account, String user) {
        return List.of(account.split(":", -1)).get(0).equals(user);
    }
}
