package io.parley.playground;

import io.parley.local.Loopback;
import io.parley.local.Playground;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Lets only browsers and programs on this machine to the playground, and nobody where it is off. The connection has to come
 * from a loopback address, and must not have been forwarded by a proxy, which may have it from anywhere. The host that is
 * asked for has to be this machine by name, or a page elsewhere could have its own name point here. What another page sends
 * is refused, since browsers add no harm to what they merely show.
 */
@ApplicationScoped
class PlaygroundGate {

    /** Before the routes of the framework. */
    private static final int FIRST = Integer.MIN_VALUE;

    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");

    private final Playground playground;
    private final int port;

    PlaygroundGate(Playground playground, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.playground = playground;
        this.port = port;
    }

    void install(@Observes Router router) {
        router.route("/playground").order(FIRST).handler(this::check);
        router.route("/playground/*").order(FIRST).handler(this::check);
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

    private void check(RoutingContext context) {
        if (!playground.isOn()) {
            refuse(context, 404, "Not Found", null);
            return;
        }
        objection(context.request())
                .ifPresentOrElse(objection -> refuse(context, 403, "Forbidden", objection), context::next);
    }

    private static Optional<String> objection(HttpServerRequest request) {
        if (!Loopback.isAddress(request.remoteAddress().hostAddress())) {
            return Optional.of("The playground is for this machine only.");
        }
        if (FORWARDED.stream().anyMatch(request.headers()::contains)) {
            return Optional.of("The playground is for this machine only, and this request came through a proxy.");
        }
        if (request.authority() == null
                || !Loopback.contains(bracketed(request.authority().host()))) {
            return Optional.of("The playground is to be asked for at localhost.");
        }
        return isForeign(request) ? Optional.of("The playground answers no other page.") : Optional.empty();
    }

    private static boolean isForeign(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.equals("http://" + request.getHeader(HttpHeaders.HOST));
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static void refuse(RoutingContext context, int status, String title, @Nullable String detail) {
        JsonObject problem = new JsonObject().put("title", title).put("status", status);
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end((detail == null ? problem : problem.put("detail", detail)).encode());
    }
}
