package io.parley.connector;

import io.parley.activity.Activity;
import io.parley.http.PathSegment;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One of the Bot Connector's operations on activities.
 *
 * @param replacedId the id of the bot's own message to replace; absent for a new message
 */
record ConnectorOperation(Activity activity, @Nullable String replacedId) {

    /**
     * Returns ReplyToActivity if the activity names an activity to reply to. Otherwise returns SendToConversation, which
     * adds it at the end of the conversation.
     */
    static ConnectorOperation adding(Activity activity) {
        return new ConnectorOperation(activity, null);
    }

    /** UpdateActivity. */
    static ConnectorOperation replacing(String id, Activity activity) {
        return new ConnectorOperation(activity, id);
    }

    HttpMethod method() {
        return replacedId == null ? HttpMethod.POST : HttpMethod.PUT;
    }

    /** Returns the address of the operation below a serviceUrl. */
    String at(String serviceUrl) {
        String conversation = PathSegment.encode(activity.conversation().id());
        String activities = serviceUrl + "/v3/conversations/" + conversation + "/activities";
        String other = replacedId == null ? activity.replyToId() : replacedId;
        return other == null ? activities : activities + '/' + PathSegment.encode(other);
    }
}
