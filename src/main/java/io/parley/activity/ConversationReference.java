package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to send a message to a conversation.
 *
 * <p>A reply swaps the accounts and has no id. It names the activity that it answers only if that was a
 * message: Direct Line and Web Chat refuse replies to a conversationUpdate (rule A2091 of the Activity protocol).
 *
 * @param activityId the message to answer; absent if there is none
 * @param serviceUrl absent only if the answer goes into the HTTP response
 * @param callerId the other bot that gets the answer; absent if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record ConversationReference(
        @Nullable String activityId,
        String channelId,
        @Nullable String serviceUrl,
        ConversationAccount conversation,
        @Nullable ChannelAccount bot,
        ChannelAccount user,
        @Nullable String locale,
        @Nullable String callerId) {

    private static final String TEAMS = "msteams";
    private static final String MARKDOWN = "markdown";

    /** Creates a message of the bot. */
    public Activity message(String text) {
        return outbound(ActivityTypes.MESSAGE, text, MARKDOWN, "acceptingInput");
    }

    /** Marks a message of the bot as written by a model, which Teams shows to the user. Other channels have no such label. */
    public Activity label(Activity message) {
        return channelId.equals(TEAMS) ? GeneratedContent.label(message) : message;
    }

    /** Creates an unfinished text, for channels that show one. Other channels treat it as a {@link #typing()}. */
    public Activity draft(String text) {
        return outbound(ActivityTypes.TYPING, text, MARKDOWN, null);
    }

    /** Creates an activity that shows for about three seconds that the bot is working. */
    public Activity typing() {
        return outbound(ActivityTypes.TYPING, null, null, null);
    }

    private Activity outbound(
            String type, @Nullable String text, @Nullable String textFormat, @Nullable String inputHint) {
        return ActivityBuilder.builder()
                .type(type)
                .serviceUrl(serviceUrl)
                .channelId(channelId)
                .from(sender())
                .conversation(conversation)
                .recipient(user)
                .replyToId(activityId)
                .text(text)
                .textFormat(textFormat)
                .locale(locale)
                .inputHint(inputHint)
                .callerId(callerId)
                .build();
    }

    /** Whether a user would see a {@link #typing()}. Other channels refuse it, or show a message without text. */
    public boolean showsTyping() {
        return switch (channelId) {
            case "email", "sms" -> false;
            case TEAMS -> !"channel".equals(conversation.conversationType());
            default -> true;
        };
    }

    private ChannelAccount sender() {
        return bot == null ? new ChannelAccount("bot", null, null, "bot") : bot;
    }
}
