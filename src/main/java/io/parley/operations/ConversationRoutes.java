package io.parley.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Queues;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

/**
 * Shows the queues of conversations. Guarded like the other routes for operators.
 *
 * <pre>
 * GET /conversations/{digest}       the queue of a conversation, by its digest from the log
 * GET /conversations?channel=&amp;id=   the same, by channel and conversation id
 * </pre>
 */
@ApplicationScoped
class ConversationRoutes {

    private final Queues queues;
    private final ObjectMapper mapper;

    ConversationRoutes(Queues queues, ObjectMapper mapper) {
        this.queues = queues;
        this.mapper = mapper;
    }

    void register(@Observes ManagementInterface management) {
        OperatorRouter router = new OperatorRouter(management.router(), mapper);
        router.route(HttpMethod.GET, "/conversations", this::find);
        router.route(HttpMethod.GET, "/conversations/:digest", this::look);
    }

    private Uni<OperatorResponse> look(RoutingContext request) {
        return ConversationKey.parse(request.pathParam("digest"))
                .map(this::look)
                .orElseGet(
                        () -> OperatorResponse.refused(Status.NOT_FOUND, "This is not the digest of a conversation."));
    }

    private Uni<OperatorResponse> find(RoutingContext request) {
        String channel = request.request().getParam("channel");
        String id = request.request().getParam("id");
        return channel == null || id == null
                ? OperatorResponse.refused(Status.BAD_REQUEST, "The parameters channel and id are required.")
                : look(ConversationKey.of(channel, id));
    }

    private Uni<OperatorResponse> look(ConversationKey conversation) {
        return queues.look(conversation).map(queue -> new OperatorResponse(200, queue));
    }
}
