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

/** Calls the Bot Connector over HTTP, at all serviceUrls. Follows no redirects, because requests contain a token. */
final class HttpConnector implements ConnectorApi {

    /** Short: the body has only an id or an error, and the status already says whether the activity was accepted. */
    private static final Duration BODY_TIME = Duration.ofSeconds(2);

    private final HttpPeer connector;
    private final ObjectMapper mapper;

    HttpConnector(ConnectorConfig config, ObjectMapper mapper) {
        this.connector = HttpPeer.named(
                "connector",
                new HttpLimits(config.connectTimeout(), config.readTimeout(), BODY_TIME, HttpLimits.SHORT_BODY));
        this.mapper = mapper;
    }

    @Override
    public Uni<HttpAnswer> send(HttpMethod method, String address, @Nullable String authorization, Activity activity) {
        return connector.send(HttpCall.json(method, address, json(activity)).with("Authorization", authorization));
    }

    // Without the calling application: the receiver must take it from the token, never from the activity.
    private byte[] json(Activity activity) {
        try {
            return mapper.writeValueAsBytes(activity.calledBy(null));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An activity cannot be written as JSON", e);
        }
    }
}
