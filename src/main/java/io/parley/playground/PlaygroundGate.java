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

/** Lets only browsers and programs on this machine to the playground, and nobody where it is off: see {@link Visit}. */
@ApplicationScoped
class PlaygroundGate {

    /** Before the routes of the framework. */
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
                    "PARLEY_PLAYGROUND_ENABLED is on and MICROSOFT_APP_ID is not set: this is a demo, which talks to nobody"
                            + " but the playground on this machine.");
        } else if (playground.isOn()) {
            Log.warn("PARLEY_PLAYGROUND_ENABLED is on: whoever is on this machine may talk to the bot at /playground.");
        }
    }

    /** Before a wrong method or media type could tell of a resource. */
    void install(@Observes Router router) {
        if (playground.isOn()) {
            router.route("/playground*").order(FIRST).handler(this::check);
        }
    }

    /** Of resources; before anything of the request is read. */
    @ServerRequestFilter
    @PlaygroundOnly
    Optional<Response> check(HttpServerRequest request) {
        if (!playground.isOn()) {
            return Optional.of(Response.status(Response.Status.NOT_FOUND).build());
        }
        return Visit.of(request).objection().map(objection -> Problem.response(Response.Status.FORBIDDEN, objection)
                .build());
    }

    /** Of the page and its files. */
    void check(RoutingContext context) {
        Visit.of(context.request())
                .objection()
                .ifPresentOrElse(
                        objection ->
                                Problem.of(Response.Status.FORBIDDEN, objection).write(context.response()),
                        context::next);
    }
}
