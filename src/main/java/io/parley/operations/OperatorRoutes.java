package io.parley.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.ledger.DeadLetters;
import io.parley.ledger.MadeWrites;
import io.quarkus.logging.Log;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.function.Function;

/**
 * Shows and manages dead letters, and shows the calls of tools that may have changed something, as JSON without message texts. The routes need no
 * credentials, so the management port must not be reachable from outside.
 *
 * <pre>
 * GET    /dead-letters?limit=100          the newest ones, newest first
 * POST   /dead-letters/{id}/replay        202: queued again
 * DELETE /dead-letters/{id}               204: deleted
 * GET    /writes?limit=100                calls of tools that may have changed something, newest first
 * </pre>
 */
@ApplicationScoped
class OperatorRoutes {

    private static final int MOST = 1000;

    private final DeadLetters deadLetters;
    private final MadeWrites writes;
    private final ObjectMapper mapper;

    OperatorRoutes(DeadLetters deadLetters, MadeWrites writes, ObjectMapper mapper) {
        this.deadLetters = deadLetters;
        this.writes = writes;
        this.mapper = mapper;
    }

    void register(@Observes ManagementInterface management) {
        OperatorRouter router = new OperatorRouter(management.router(), mapper);
        router.route(HttpMethod.GET, "/dead-letters", this::list);
        router.route(HttpMethod.POST, "/dead-letters/:id/replay", this::replay);
        router.route(HttpMethod.DELETE, "/dead-letters/:id", this::drop);
        router.route(HttpMethod.GET, "/writes", this::listWrites);
    }

    private Uni<OperatorResponse> list(RoutingContext request) {
        return list(request, limit -> deadLetters.list(limit).map(letters -> new OperatorResponse(200, letters)));
    }

    private Uni<OperatorResponse> listWrites(RoutingContext request) {
        return list(request, limit -> writes.list(limit).map(made -> new OperatorResponse(200, made)));
    }

    private static Uni<OperatorResponse> list(RoutingContext request, Function<Integer, Uni<OperatorResponse>> newest) {
        return new Limit(100, MOST).of(request, newest);
    }

    private Uni<OperatorResponse> replay(RoutingContext request) {
        String id = request.pathParam("id");
        return deadLetters.replay(id).map(found -> found ? done("replayed", id, 202) : unknown());
    }

    private Uni<OperatorResponse> drop(RoutingContext request) {
        String id = request.pathParam("id");
        return deadLetters.drop(id).map(found -> found ? done("dropped", id, 204) : unknown());
    }

    private static OperatorResponse done(String what, String id, int status) {
        Log.infof("An operator %2$s the dead letter %1$s.", id, what);
        return new OperatorResponse(status, null);
    }

    private static OperatorResponse unknown() {
        return OperatorResponse.problem(Status.NOT_FOUND, "There is no such dead letter.");
    }
}
