package io.parley.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.ledger.TurnException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response.Status;
import java.util.function.Function;

/** Serves routes of the management port as JSON. The routes need no credentials; requests from web pages are rejected. */
final class OperatorRouter {

    private final Router router;
    private final ObjectMapper mapper;

    OperatorRouter(Router router, ObjectMapper mapper) {
        this.router = router;
        this.mapper = mapper;
    }

    /** @param handler may fail with {@link TurnException.LedgerUnavailable}, which is answered with 503 */
    void route(HttpMethod method, String path, Function<RoutingContext, Uni<OperatorResponse>> handler) {
        router.route(method, path).handler(request -> serve(request, handler));
    }

    /** A browser sends the Origin header with every request that can change something, or whose answer its page could read. */
    private void serve(RoutingContext request, Function<RoutingContext, Uni<OperatorResponse>> handler) {
        if (request.request().headers().contains(HttpHeaders.ORIGIN)) {
            write(request, OperatorResponse.problem(Status.FORBIDDEN, "Web pages must not call this."));
            return;
        }
        Uni.createFrom()
                .deferred(() -> handler.apply(request))
                .onFailure(TurnException.LedgerUnavailable.class)
                .recoverWithItem(OperatorResponse.problem(Status.SERVICE_UNAVAILABLE, "Redis does not answer."))
                .subscribe()
                .with(response -> write(request, response), failure -> fail(request, failure));
    }

    private void write(RoutingContext request, OperatorResponse response) {
        request.response().setStatusCode(response.status()).putHeader(HttpHeaders.CONTENT_TYPE, response.mediaType());
        response.write(mapper).ifPresentOrElse(request::end, request::end);
    }

    private void fail(RoutingContext request, Throwable failure) {
        Log.error("Unexpected error while handling an operator's request", failure);
        write(request, OperatorResponse.problem(Status.INTERNAL_SERVER_ERROR, "See the log for details."));
    }
}
