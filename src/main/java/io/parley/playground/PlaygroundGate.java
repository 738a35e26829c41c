package io.parley.playground;

import io.parley.http.Problem;
import io.parley.mode.Playground;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Admits only browsers and programs on this machine to the playground, and none if it is off: see {@link Visit}. */
@ApplicationScoped
class PlaygroundGate {

    /** Runs before the routes of the framework. */
    private static final int FIRST = Integer.MIN_VALUE;

    private final Playground playground;
    private final int port;

    PlaygroundGate(Playground playground, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.playground = playground;
        this.port = port;
    }

    void tell(@Observes StartupEvent started) {
        if (playground.isOn() && playground.isDevelopment()) {
            Log.infof("To talk to the bot, open http://localhost:%d/playground in a browser.", port);
        } else if (playground.isDemo()) {
            Log.warn(
                    "PARLEY_PLAYGROUND_ENABLED is on and MICROSOFT_APP_ID is not set: this is a demo, which accepts only the"
                            + " playground on this machine.");
        } else if (playground.isOn()) {
            Log.warn("PARLEY_PLAYGROUND_ENABLED is on: every user of this machine can talk to the bot at /playground.");
        }
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
