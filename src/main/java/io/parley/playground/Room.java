package io.parley.playground;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;

/**
 * A conversation with the bot on the side of a channel. It creates activities in the channel's captured form: Teams with
 * conversation types and mentions, Web Chat with the client's id of a message, the Emulator without either.
 *
 * @param group whether it is a group chat; on Teams only
 * @param serviceUrl the address for the bot's answers
 */
record Room(Channel channel, boolean group, String id, URI serviceUrl) {

    static final String BOT_NAME = "Parley";
    static final String USER_NAME = "You";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TENANT = "00000000-0000-0000-0000-00000000aaaa";
    private static final String MENTION = "<at>" + BOT_NAME + "</at>";

    /** Creates the activity for the start: the user and the bot have joined. */
    ObjectNode joined(String activityId, Instant now) {
        ObjectNode activity = activity("conversationUpdate", activityId, now);
        activity.putArray("membersAdded").add(bot()).add(user());
        return activity;
    }

    /** @param mention whether it mentions the bot, which matters only in a group */
    ObjectNode message(String activityId, String text, boolean mention, Instant now) {
        ObjectNode activity = activity("message", activityId, now)
                .put("localTimestamp", now.toString())
                .put("textFormat", "plain")
                .put("locale", "en-US")
                .put("text", group && mention ? MENTION + " " + text : text);
        if (group && mention) {
            ObjectNode entity = activity.withArray("entities").addObject().put("type", "mention");
            entity.put("text", MENTION).set("mentioned", bot());
        }
        if (channel == Channel.WEBCHAT) {
            activity.withObject("channelData").put("clientActivityID", activityId);
        }
        return activity;
    }

    /** Creates the feedback on an answer, on Teams. */
    ObjectNode feedback(String activityId, String messageId, String reaction, Instant now) {
        ObjectNode activity = activity("invoke", activityId, now)
                .put("name", "message/submitAction")
                .put("replyToId", messageId);
        ObjectNode value = activity.putObject("value").put("actionName", "feedback");
        value.putObject("actionValue").put("reaction", reaction).put("feedback", "{}");
        return activity;
    }

    /**
     * Creates what follows the press of a button of an {@code Action.Submit}: a message without text. Only Teams says on which message
     * the button was.
     */
    ObjectNode submitted(String activityId, ButtonPress pressed, Instant now) {
        ObjectNode activity = activity("message", activityId, now).put("locale", "en-US");
        activity.set("value", pressed.data());
        if (channel == Channel.MSTEAMS) {
            activity.put("replyToId", pressed.messageId());
        }
        if (channel == Channel.WEBCHAT) {
            activity.withObject("channelData")
                    .put("clientActivityID", activityId)
                    .put("postBack", true);
        }
        return activity;
    }

    /** Creates what follows the press of a button of an {@code Action.Execute}, on Teams. */
    ObjectNode executed(String activityId, ButtonPress pressed, Instant now) {
        ObjectNode activity = activity("invoke", activityId, now)
                .put("name", "adaptiveCard/action")
                .put("replyToId", pressed.messageId());
        ObjectNode value = activity.putObject("value").put("trigger", "manual");
        ObjectNode action =
                value.putObject("action").put("type", "Action.Execute").put("verb", pressed.verb());
        action.set("data", pressed.data());
        return activity;
    }

    private ObjectNode activity(String type, String activityId, Instant now) {
        ObjectNode activity = JSON.objectNode()
                .put("type", type)
                .put("id", activityId)
                .put("timestamp", now.toString())
                .put("serviceUrl", serviceUrl.toString())
                .put("channelId", channel.id());
        activity.set("from", user());
        activity.set("conversation", conversation());
        activity.set("recipient", bot());
        if (channel == Channel.MSTEAMS) {
            activity.putObject("channelData").putObject("tenant").put("id", TENANT);
        }
        return activity;
    }

    private ObjectNode conversation() {
        ObjectNode conversation = JSON.objectNode().put("id", id);
        if (channel == Channel.MSTEAMS) {
            conversation
                    .put("conversationType", group ? "groupChat" : "personal")
                    .put("tenantId", TENANT);
        }
        return group ? conversation.put("isGroup", true) : conversation;
    }

    private ObjectNode bot() {
        return JSON.objectNode()
                .put("id", channel == Channel.MSTEAMS ? "28:parley" : "parley")
                .put("name", BOT_NAME);
    }

    private ObjectNode user() {
        return JSON.objectNode()
                .put("id", channel == Channel.MSTEAMS ? "29:you" : "you")
                .put("name", USER_NAME);
    }
}
