package io.parley.messages;

import io.parley.activity.Activity;
import io.parley.authentication.Caller;
import io.parley.http.Problem;
import io.parley.turn.Receipt;
import io.parley.turn.Turns;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/messages}: receives one activity of the Bot Connector.
 *
 * <p>Responds with 202 as soon as the activity is stored: channels deliver an activity again after 15 s without a response,
 * and models can take longer. Errors are {@link Problem problem details}.
 */
@Path("/api/messages")
@Authenticated
public class MessagesResource {

    private final Turns turns;
    private final SecurityIdentity identity;

    MessagesResource(Turns turns, SecurityIdentity identity) {
        this.turns = turns;
        this.identity = identity;
    }

    /** Receives an activity. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @CustomDeserialization(StrictJson.class)
    public Uni<Response> receive(@Nullable Activity activity) {
        Activity complete = demandComplete(activity);
        Caller caller = (Caller) identity.getPrincipal();
        caller.authorize(complete);
        return turns.take(complete.calledBy(caller.application().orElse(null))).map(MessagesResource::response);
    }

    /** An invoke that was handled has no body: Teams shows an error to its user when there is one. */
    private static Response response(Receipt receipt) {
        return switch (receipt.kind()) {
            case ACCEPTED -> Response.accepted().build();
            case HANDLED -> Response.ok().build();
            case REPLIES -> Response.ok(new ExpectedReplies(receipt.replies())).build();
            case RESULT -> Response.ok(receipt.result()).build();
            case UNKNOWN ->
                Problem.response(Response.Status.NOT_IMPLEMENTED, "The bot handles no invoke of this name.")
                        .build();
        };
    }

    private static Activity demandComplete(@Nullable Activity activity) {
        if (activity == null) {
            throw new BadRequestException("The body is empty: it must be an activity.");
        }
        List<String> missing = activity.missing();
        if (!missing.isEmpty()) {
            throw new BadRequestException("The activity lacks " + String.join(", ", missing) + ".");
        }
        if (activity.serviceUrl() == null && !activity.expectsReplies()) {
            throw new BadRequestException(
                    "The activity lacks serviceUrl, and does not expect replies in the response.");
        }
        return activity;
    }
}
