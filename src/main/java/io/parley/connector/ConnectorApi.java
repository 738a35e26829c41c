package io.parley.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.activity.Activity;
import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.io.UncheckedIOException;
import java.time.Duration;
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

    /** Short: the body has only an id or an error, and the status already says whether the activity was accepted. */
    Duration BODY_TIME = Duration.ofSeconds(2);

    /**
     * Adds an activity to a conversation (POST), or replaces one of the bot's own messages (PUT).
     *
     * @param address the complete address from {@link ConnectorOperation}
     */
    Uni<HttpAnswer> send(HttpMethod method, String address, @Nullable String authorization, Activity activity);

    /** Returns a client for all serviceUrls. It follows no redirects, because requests contain a token. */
    static ConnectorApi create(ConnectorConfig config, ObjectMapper mapper) {
        HttpPeer connector = HttpPeer.named(
                "connector",
                new HttpLimits(config.connectTimeout(), config.readTimeout(), BODY_TIME, HttpLimits.SHORT_BODY));
        return (method, address, authorization, activity) -> connector.send(
                HttpCall.json(method, address, json(mapper, activity)).with("Authorization", authorization));
    }

    // Without the calling application: the receiver must take it from the token, never from the activity.
    private static byte[] json(ObjectMapper mapper, Activity activity) {
        try {
            return mapper.writeValueAsBytes(activity.calledBy(null));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An activity cannot be written as JSON", e);
        }
    }
}
