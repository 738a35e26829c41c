package io.parley.connector;

import io.parley.activity.Activity;
import io.parley.http.PathSegment;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One of the Bot Connector's operations on activities.
 *
 * @param replacedId the id of the bot's own message that the activity takes the place of; absent where it is a new one
 */
record ConnectorOperation(Activity activity, @Nullable String replacedId) {

    /**
     * ReplyToActivity where the activity names the one that it answers, else SendToConversation, which adds it at the
     * conversation's end.
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

    /** Its address below a serviceUrl. */
    String at(String serviceUrl) {
        String conversation = PathSegment.encode(activity.conversation().id());
        String activities = serviceUrl + "/v3/conversations/" + conversation + "/activities";
        String other = replacedId == null ? activity.replyToId() : replacedId;
        return other == null ? activities : activities + '/' + PathSegment.encode(other);
    }
}
