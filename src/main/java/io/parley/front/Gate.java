package io.parley.front;

import io.parley.mode.Playground;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The first handler of both ports: rejects requests by the {@link RequestRules}, and ends requests that take too long. */
@ApplicationScoped
class Gate {

    /** Runs before all other routes, the framework's and ours. */
    private static final int FIRST = Integer.MIN_VALUE;

    private static final int BAD_REQUEST = 400;

    private final BodyTime bodies;
    private final RequestRules messages;
    private final RequestRules management;

    Gate(FrontConfig limits, Playground playground, LaunchMode launchMode) {
        this.bodies = new BodyTime(limits.bodyTimeout());
        this.messages = RequestRules.of(path -> KnownPaths.onMessagesPort(path, playground, launchMode));
        this.management = RequestRules.withoutPages(KnownPaths::mayBeOnManagementPort);
    }

    void installForMessages(@Observes @Priority(1) Router router) {
        install(router, messages);
    }

    void installForManagement(@Observes @Priority(1) ManagementInterface port) {
        port.router().getRoutes().stream().filter(Gate::allowsEveryOrigin).forEach(Route::remove);
        install(port.router(), management);
    }

    /** The framework's own handler answers preflights, and lets every page read every answer. It has no setting. */
    private static boolean allowsEveryOrigin(Route route) {
        return route.toString().contains(CorsHandler.class.getSimpleName());
    }

    private void install(Router router, RequestRules rules) {
        router.route().order(FIRST).handler(context -> check(context, rules)).failureHandler(Gate::fail);
    }

    /**
     * Handles failures that a client caused, which the framework would log as errors: a closed connection, a malformed
     * request.
     */
    private static void fail(RoutingContext context) {
        if (context.response().ended()
                || context.response().closed()
                || context.failure() instanceof HttpClosedException) {
            return;
        }
        if (context.statusCode() == BAD_REQUEST) {
            Refusal.MALFORMED.write(context);
        } else {
            context.next();
        }
    }

    private void check(RoutingContext context, RequestRules rules) {
        if (!FollowedRequest.admit(context)) {
            return;
        }
        bodies.begin(context);
        rules.objection(context.request(), normalPath(context))
                .ifPresentOrElse(refusal -> refusal.write(context), context::next);
    }

    /** Returns the normalized path; empty for a malformed path. */
    private static String normalPath(RoutingContext context) {
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
