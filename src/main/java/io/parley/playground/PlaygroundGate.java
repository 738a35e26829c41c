package io.parley.playground;

import io.parley.http.Problem;
import io.parley.mode.Playground;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Admits only browsers and programs on this machine to the playground, and none if it is off: see {@link Visit}. */
@ApplicationScoped
class PlaygroundGate {

    /** Runs before the routes of the framework. */
    private static final int FIRST = Integer.MIN_VALUE;

    private final Playground playground;

    PlaygroundGate(Playground playground) {
        this.playground = playground;
    }

    /** Checks before routing, so that errors about methods or media types do not reveal a resource. */
    void install(@Observes Router router) {
        if (playground.isOn()) {
            router.route("/playground*").order(FIRST).handler(this::check);
        }
    }

    /** Checks requests to resources before their body is read. */
    @ServerRequestFilter
    @PlaygroundOnly
    Optional<Response> check(HttpServerRequest request) {
        if (!playground.isOn()) {
            return Optional.of(Response.status(Response.Status.NOT_FOUND).build());
        }
        return Visit.of(request).objection().map(objection -> Problem.response(Response.Status.FORBIDDEN, objection)
                .build());
    }

    /** Checks requests to the page and its files. */
    void check(RoutingContext context) {
        Visit.of(context.request())
                .objection()
                .ifPresentOrElse(
                        objection ->
                                Problem.of(Response.Status.FORBIDDEN, objection).write(context.response()),
                        context::next);
    }
}
