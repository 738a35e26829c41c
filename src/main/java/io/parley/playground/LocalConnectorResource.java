package io.parley.playground;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.mode.Playground;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The Bot Connector's operations on activities for conversations of the local channel. Their serviceUrl refers to it. */
@PlaygroundOnly
@Path(Playground.CONNECTOR_PATH + "/v3/conversations/{conversation}/activities")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LocalConnectorResource {

    private final LocalConversations conversations;

    LocalConnectorResource(LocalConversations conversations) {
        this.conversations = conversations;
    }

    /** SendToConversation. */
    @POST
    public Response send(String conversation, @NotNull JsonNode activity) {
        return take(conversation, new Call("POST", path(conversation), Optional.empty(), activity));
    }

    /** ReplyToActivity. */
    @POST
    @Path("/{activity}")
    public Response reply(String conversation, String activity, @NotNull JsonNode reply) {
        return take(conversation, new Call("POST", path(conversation) + "/" + activity, Optional.empty(), reply));
    }

    /** UpdateActivity. */
    @PUT
    @Path("/{activity}")
    public Response update(String conversation, String activity, @NotNull JsonNode update) {
        return take(conversation, new Call("PUT", path(conversation) + "/" + activity, Optional.of(activity), update));
    }

    private Response take(String conversation, Call call) {
        return conversations
                .find(conversation)
                .orElseThrow(NotFoundException::new)
                .receive(call)
                .toHttp();
    }

    private static String path(String conversation) {
        return "/v3/conversations/" + conversation + "/activities";
    }
}
