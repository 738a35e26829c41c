package io.parley.playground;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;

/** Streams the events of a conversation to the page. */
@PlaygroundOnly
@Path("/playground/conversations/{id}/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class EventsResource {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final LocalConversations conversations;

    EventsResource(LocalConversations conversations) {
        this.conversations = conversations;
    }

    /** Begins with the first event, or after the last event that a page has seen. */
    @GET
    public Multi<OutboundSseEvent> events(
            String id, @HeaderParam("Last-Event-ID") @DefaultValue("0") String last, @Context Sse sse) {
        Multi<OutboundSseEvent> happened = conversations
                .demand(id)
                .events(number(last))
                .map(entry -> sse.newEventBuilder()
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

    private static long number(String lastEventId) {
        return lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : 0;
    }

    /** Ends the merged stream with the conversation's events: a merge ends only with its last stream or with a failure. */
    private static final class Closed extends RuntimeException {}
}
