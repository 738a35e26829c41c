package io.parley.connector;

import io.parley.activity.Activity;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * The Bot Connector's operations on activities, at whatever serviceUrl a conversation has. Each answers any status as it
 * came; the body of a success may be empty:
 *
 * <pre>{@code
 * 201 {"id":"1:abc"}
 * 202 {"error":{"code":"ContentStreamSequenceOrderPreConditionFailed","message":"…"}}
 * 403 {"error":{"code":"ConversationBlockedByUser","message":"…"}}
 * 403 {"errorCode":209,"message":"{…MessageWritesBlocked…}"}
 * }</pre>
 */
interface ConnectorApi {

    /** To one host. More than the turns under way, which are limited elsewhere: by default the 51st reply would wait. */
    int MOST_CONNECTIONS = 4096;

    /** A client for all serviceUrls. Follows no redirect: requests carry a token. */
    static ConnectorApi create(ConnectorConfig config) {
        return QuarkusRestClientBuilder.newBuilder()
                // Each call names its own.
                .baseUri(URI.create("https://serviceurl.invalid"))
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, MOST_CONNECTIONS)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(ConnectorApi.class);
    }

    /**
     * Adds an activity to a conversation.
     *
     * @param operation the whole address, by {@link ConnectorOperation}
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> post(
            @Url String operation,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            Activity activity);

    /**
     * Replaces one of the bot's own messages.
     *
     * @param operation the whole address, by {@link ConnectorOperation}
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> put(
            @Url String operation,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            Activity activity);
}
