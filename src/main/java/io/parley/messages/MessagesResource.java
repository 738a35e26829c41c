package io.parley.messages;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.authentication.Caller;
import io.parley.turn.Turns;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
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
 * {@code POST /api/messages}: one activity of the Bot Connector.
 *
 * <p>Answers 202 as soon as the activity is stored, since channels deliver again after 15 s without an answer and models
 * take longer than that. What happens to it afterwards changes no answer. Errors are {@link Problem problem details}.
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

    /** Takes an activity. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @CustomDeserialization(StrictJson.class)
    public Uni<Response> receive(@Valid @Nullable Activity activity) {
        Activity complete = demandComplete(activity);
        Caller caller = (Caller) identity.getPrincipal();
        caller.authorize(complete);
        return take(complete.calledBy(caller.application().orElse(null)));
    }

    private Uni<Response> take(Activity activity) {
        if (activity.is(ActivityTypes.INVOKE)) {
            return Uni.createFrom().item(() -> invoke(activity));
        }
        return activity.expectsReplies()
                ? turns.answer(activity).map(MessagesResource::replies)
                : turns.accept(activity).map(accepted -> Response.accepted().build());
    }

    /** What the constraints of {@link Activity} cannot say. */
    private static Activity demandComplete(@Nullable Activity activity) {
        if (activity == null) {
            throw new BadRequestException("The body is empty: it has to be an activity.");
        }
        if (activity.serviceUrl() == null && !activity.expectsReplies()) {
            throw new BadRequestException(
                    "The activity lacks serviceUrl, and does not expect replies in the response.");
        }
        return activity;
    }

    /**
     * An invoke is answered in the response. Feedback is answered without a body: Teams shows an error to its user when there
     * is one.
     */
    private Response invoke(Activity invoke) {
        return turns.note(invoke)
                ? Response.ok().build()
                : Problem.response(Response.Status.NOT_IMPLEMENTED, "The bot handles no invoke of this name.")
                        .build();
    }

    private static Response replies(List<Activity> activities) {
        return Response.ok(new ExpectedReplies(activities)).build();
    }
}
