package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.parley.authentication.LocalIssuer;
import io.parley.mode.Playground;
import io.parley.tools.Toolbox;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Serves the requests of the page. */
@PlaygroundOnly
@Path("/playground")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlaygroundResource {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final LocalConversations conversations;
    private final LocalIssuer issuer;
    private final Playground playground;
    private final Toolbox tools;
    private final Optional<String> endpoint;

    PlaygroundResource(
            LocalConversations conversations,
            LocalIssuer issuer,
            Playground playground,
            Toolbox tools,
            @ConfigProperty(name = "parley.chat.endpoint") Optional<String> endpoint) {
        this.conversations = conversations;
        this.issuer = issuer;
        this.playground = playground;
        this.tools = tools;
        this.endpoint = endpoint;
    }

    /** Begins a conversation; the welcome arrives as an event. */
    @POST
    @Path("/conversations")
    public Response begin(@Nullable NewConversation body, @Context HttpServerRequest request) {
        NewConversation wanted = present(body);
        boolean group = wanted.group() && wanted.channel() == Channel.MSTEAMS;
        LocalConversation created = conversations.begin(wanted.channel(), group, serviceUrl(request));
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

    /** Streams the events of a conversation, from the beginning or after the last event that a page has seen. */
    @GET
    @Path("/conversations/{id}/events")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> events(
            String id, @HeaderParam("Last-Event-ID") @DefaultValue("0") String last, @Context Sse sse) {
        Multi<OutboundSseEvent> happened = find(id).events(number(last)).map(entry -> sse.newEventBuilder()
                .id(Long.toString(entry.number()))
                .data(entry.json())
                .build());
        Multi<OutboundSseEvent> alive = Multi.createFrom()
                .ticks()
                .every(HEARTBEAT)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("here").build());
        return Multi.createBy()
                .merging()
                .streams(happened.onCompletion().failWith(Closed::new), alive)
                .onFailure(Closed.class)
                .recoverWithCompletion();
    }

    /** Sends messages to the bot. */
    @POST
    @Path("/conversations/{id}/messages")
    public Response say(String id, @Nullable UserMessages body) {
        UserMessages messages = present(body);
        messages.objection().ifPresent(PlaygroundResource::refuse);
        find(id).say(messages);
        return Response.accepted().build();
    }

    /** Delivers the last message again. */
    @POST
    @Path("/conversations/{id}/redeliveries")
    public Response repeat(String id) {
        if (!find(id).repeat()) {
            throw new ClientErrorException("No message was sent yet.", Response.Status.CONFLICT);
        }
        return Response.accepted().build();
    }

    /** Rates an answer, on channels with feedback. */
    @POST
    @Path("/conversations/{id}/feedback")
    public Response rate(String id, @Nullable Rating rating) {
        Rating given = present(rating);
        LocalConversation conversation = find(id);
        demand(conversation.room().channel() == Channel.MSTEAMS, "Only Teams has feedback on answers.");
        demand(given.isWhole(), "A rating needs a messageId, and like or dislike as reaction.");
        conversation.rate(given.messageId(), given.reaction());
        return Response.accepted().build();
    }

    /** Presses a button of a card. */
    @POST
    @Path("/conversations/{id}/presses")
    public Response press(String id, @Nullable ButtonPress pressed) {
        ButtonPress given = present(pressed);
        LocalConversation conversation = find(id);
        given.objection(conversation.room().channel()).ifPresent(PlaygroundResource::refuse);
        conversation.press(given);
        return Response.accepted().build();
    }

    /**
     * Returns a token for manual calls to the bot. Only in development, where every user of this machine is trusted.
     *
     * @param serviceUrl the serviceUrl of the activities; by default the local channel's own
     */
    @GET
    @Path("/token")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    public Uni<String> token(@QueryParam("serviceUrl") @Nullable URI serviceUrl, @Context HttpServerRequest request) {
        if (!playground.isDevelopment()) {
            throw new NotFoundException();
        }
        demand(issuer.isNeeded(), "MICROSOFT_APP_ID is not set: the bot requires no token.");
        try {
            return issuer.token(serviceUrl == null ? serviceUrl(request) : serviceUrl);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage());
        }
    }

    private LocalConversation find(String id) {
        return conversations
                .find(id)
                .orElseThrow(() -> new NotFoundException("The playground no longer has this conversation."));
    }

    /** Returns the address that the page's request used: the bot can reach it too. */
    private static URI serviceUrl(HttpServerRequest request) {
        String address = request.localAddress().hostAddress();
        String host = address.contains(":") ? "[::1]" : address;
        return URI.create(
                request.scheme() + "://" + host + ":" + request.localAddress().port() + Playground.CONNECTOR_PATH);
    }

    private static void demand(boolean condition, String sentence) {
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

    private static long number(String lastEventId) {
        return lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : 0;
    }

    /** Ends the merged stream with the conversation's events: a merge ends only with its last stream or with a failure. */
    private static final class Closed extends RuntimeException {}

    /** The conversation to begin, on Web Chat by default. */
    @RegisterForReflection
    public record NewConversation(Channel channel, boolean group) {

        public NewConversation(@Nullable Channel channel, boolean group) {
            this.channel = channel == null ? Channel.WEBCHAT : channel;
            this.group = group;
        }
    }

    /**
     * A conversation that has begun.
     *
     * @param model {@code demo} or {@code azure-openai}
     * @param token whether the channel sends a signed token
     * @param tools whether the model is offered the tools of the demo
     */
    @RegisterForReflection
    public record CreatedConversation(
            String id,
            Channel channel,
            boolean group,
            String bot,
            String user,
            String model,
            boolean token,
            boolean tools) {}

    /** A thumb up or down. */
    @RegisterForReflection
    public record Rating(String messageId, String reaction) {

        public Rating(@Nullable String messageId, @Nullable String reaction) {
            this.messageId = messageId == null ? "" : messageId;
            this.reaction = reaction == null ? "" : reaction;
        }

        @JsonIgnore
        boolean isWhole() {
            return !messageId.isEmpty() && List.of("like", "dislike").contains(reaction);
        }
    }
}
