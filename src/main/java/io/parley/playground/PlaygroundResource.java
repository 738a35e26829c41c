package io.parley.playground;

import io.parley.authentication.LocalIssuer;
import io.parley.tools.Toolbox;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Serves the requests of the page. */
@PlaygroundOnly
@Path("/playground")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlaygroundResource {

    private final LocalConversations conversations;
    private final LocalIssuer issuer;
    private final Toolbox tools;
    private final Optional<String> endpoint;

    PlaygroundResource(
            LocalConversations conversations,
            LocalIssuer issuer,
            Toolbox tools,
            @ConfigProperty(name = "parley.chat.endpoint") Optional<String> endpoint) {
        this.conversations = conversations;
        this.issuer = issuer;
        this.tools = tools;
        this.endpoint = endpoint;
    }

    /** Begins a conversation; the welcome arrives as an event. */
    @POST
    @Path("/conversations")
    public Response begin(@Nullable NewConversation body, @Context HttpServerRequest request) {
        NewConversation wanted = present(body);
        boolean group = wanted.group() && wanted.channel() == Channel.MSTEAMS;
        LocalConversation created = conversations.begin(wanted.channel(), group, LocalServiceUrl.of(request));
        return Response.status(Response.Status.CREATED)
                .entity(new CreatedConversation(
                        created.room().id(),
                        wanted.channel(),
                        group,
                        Room.BOT_NAME,
                        Room.USER_NAME,
                        endpoint.isPresent() ? "azure-openai" : "demo",
                        issuer.isNeeded(),
                        DemoTools.areOffered(tools)))
                .build();
    }

    /** Sends messages to the bot. */
    @POST
    @Path("/conversations/{id}/messages")
    public Response say(String id, @Nullable UserMessages body) {
        UserMessages messages = present(body);
        messages.objection().ifPresent(PlaygroundResource::refuse);
        conversations.demand(id).say(messages);
        return Response.accepted().build();
    }

    /** Delivers the last message again. */
    @POST
    @Path("/conversations/{id}/redeliveries")
    public Response repeat(String id) {
        if (!conversations.demand(id).repeat()) {
            throw new ClientErrorException("No message was sent yet.", Response.Status.CONFLICT);
        }
        return Response.accepted().build();
    }

    /** Rates an answer, on channels with feedback. */
    @POST
    @Path("/conversations/{id}/feedback")
    public Response rate(String id, @Nullable Rating rating) {
        Rating given = present(rating);
        LocalConversation conversation = conversations.demand(id);
        require(conversation.room().channel() == Channel.MSTEAMS, "Only Teams has feedback on answers.");
        require(given.isWhole(), "A rating needs a messageId, and like or dislike as reaction.");
        conversation.rate(given.messageId(), given.reaction());
        return Response.accepted().build();
    }

    /** Presses a button of a card. */
    @POST
    @Path("/conversations/{id}/presses")
    public Response press(String id, @Nullable ButtonPress pressed) {
        ButtonPress given = present(pressed);
        LocalConversation conversation = conversations.demand(id);
        given.objection(conversation.room().channel()).ifPresent(PlaygroundResource::refuse);
        conversation.press(given);
        return Response.accepted().build();
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            refuse(sentence);
        }
    }

    private static void refuse(String sentence) {
        throw new BadRequestException(sentence);
    }

    private static <T> T present(@Nullable T body) {
        if (body == null) {
            throw new BadRequestException("The body is empty.");
        }
        return body;
    }
}
