package io.parley.connector;

import io.parley.activity.Activity;

/** Addresses of the Bot Connector's operations below a serviceUrl. */
final class ConnectorOperation {

    private ConnectorOperation() {}

    /**
     * ReplyToActivity where the activity names the one that it answers, else SendToConversation, which adds it at the
     * conversation's end.
     */
    static String adding(Activity activity, String serviceUrl) {
        String conversation = PathSegment.encode(activity.conversation().id());
        String send = serviceUrl + "/v3/conversations/" + conversation + "/activities";
        return activity.replyToId() == null ? send : send + '/' + PathSegment.encode(activity.replyToId());
    }
}
