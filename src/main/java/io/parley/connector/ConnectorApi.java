package io.parley.connector;

import io.parley.activity.Activity;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Bot Connector's operations on activities, at whatever serviceUrl a conversation has. Each takes its path segments
 * percent-encoded, and answers any status as it came; the body of a success may be empty:
 *
 * <pre>{@code
 * 201 {"id":"1:abc"}
 * 403 {"error":{"code":"ConversationBlockedByUser","message":"…"}}
 * 403 {"errorCode":209,"message":"{…MessageWritesBlocked…}"}
 * }</pre>
 */
@Path("/v3/conversations/{conversationId}/activities")
interface ConnectorApi {

    /** A client for all serviceUrls. Follows no redirect: requests carry a token. */
    static ConnectorApi create(ConnectorConfig config) {
        return QuarkusRestClientBuilder.newBuilder()
                // Each call names its own.
                .baseUri(URI.create("https://serviceurl.invalid"))
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(ConnectorApi.class);
    }

    /** SendToConversation: adds an activity at the conversation's end. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> send(
            @Url String serviceUrl,
            @Encoded @PathParam("conversationId") String conversationId,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            Activity activity);

    /** ReplyToActivity: adds an activity as the answer to another. */
    @POST
    @Path("/{activityId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> reply(
            @Url String serviceUrl,
            @Encoded @PathParam("conversationId") String conversationId,
            @Encoded @PathParam("activityId") String activityId,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            Activity activity);
}
