package io.parley.connector;

import io.parley.activity.Activity;
import io.parley.http.HttpAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Bot Connector's operations on activities, at the serviceUrl of each conversation. Returns a response with any
 * status; the body of a success may be empty:
 *
 * <pre>{@code
 * 201 {"id":"1:abc"}
 * 202 {"error":{"code":"ContentStreamSequenceOrderPreConditionFailed","message":"…"}}
 * 403 {"error":{"code":"ConversationBlockedByUser","message":"…"}}
 * 403 {"errorCode":209,"message":"{…MessageWritesBlocked…}"}
 * }</pre>
 */
interface ConnectorApi {

    /**
     * Adds an activity to a conversation (POST), or replaces one of the bot's own messages (PUT).
     *
     * @param address the complete address from {@link ConnectorOperation}
     */
    Uni<HttpAnswer> send(HttpMethod method, String address, @Nullable String authorization, Activity activity);
}
