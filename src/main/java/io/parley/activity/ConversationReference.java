package io.parley.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to say something in a conversation.
 *
 * <p>A reply swaps the accounts and carries no id of its own. It names the activity that it answers only when that was a
 * message: Direct Line and Web Chat refuse replies to a conversationUpdate (rule A2091 of the Activity protocol).
 *
 * @param activityId the message to be answered, absent when there is none
 * @param serviceUrl absent only where the answer goes into the HTTP response
 * @param callerId the other bot that is answered there, absent when there is none
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

    /** A message of the bot. */
    public Activity message(String text) {
        return outbound(ActivityTypes.MESSAGE, text, MARKDOWN, "acceptingInput");
    }

    /** A message of the bot as one that a model wrote, which Teams tells the user. Other channels have no such label. */
    public Activity label(Activity message) {
        return channelId.equals(TEAMS) ? GeneratedContent.label(message) : message;
    }

    /** A text that is still being written, for channels that show one. Others take it for a {@link #typing()}. */
    public Activity draft(String text) {
        return outbound(ActivityTypes.TYPING, text, MARKDOWN, null);
    }

    /** Shows for some three seconds that the bot is at work. */
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

    /** Whether somebody would see a {@link #typing()}. Elsewhere it is refused, or becomes a message without text. */
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
