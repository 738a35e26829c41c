package io.parley.front;

import io.parley.mode.Playground;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;

/** The first handler of both ports: rejects requests by the {@link RequestRules}, and ends requests that take too long. */
@ApplicationScoped
class Gate {

    /** Runs before all other routes, the framework's and ours. */
    private static final int FIRST = Integer.MIN_VALUE;

    private static final int BAD_REQUEST = 400;

    private final FrontConfig limits;
    private final RequestRules messages;
    private final RequestRules management;

    Gate(FrontConfig limits, Playground playground, LaunchMode launchMode) {
        this.limits = limits;
        this.messages = new RequestRules(path -> KnownPaths.onMessagesPort(path, playground, launchMode));
        this.management = new RequestRules(KnownPaths::mayBeOnManagementPort);
    }

    void installForMessages(@Observes @Priority(1) Router router) {
        install(router, messages);
    }

    void installForManagement(@Observes @Priority(1) ManagementInterface port) {
        install(port.router(), management);
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
            Refusal.MALFORMED.write(context.response());
        } else {
            context.next();
        }
    }

    private void check(RoutingContext context, RequestRules rules) {
        HttpServerRequest request = context.request();
        if (!admit(context)) {
            return;
        }
        limitBody(context);
        rules.objection(request, normalPath(context))
                .ifPresentOrElse(refusal -> refusal.write(context.response()), context::next);
    }

    /** Ignores requests on a connection that is being closed: the client would not read the response. */
    private static boolean admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        return Connection.of(request)
                .map(connection -> {
                    if (connection.isDismissed()) {
                        return false;
                    }
                    if (!connection.isRead()) {
                        request.connection().close();
                        return false;
                    }
                    follow(context, connection);
                    return true;
                })
                .orElse(true);
    }

    private static void follow(RoutingContext context, Connection connection) {
        HttpServerResponse response = context.response();
        connection.begin(context.request());
        AtomicBoolean last = new AtomicBoolean();
        context.addHeadersEndHandler(ignored -> {
            if (Standing.isRefusal(response.getStatusCode()) && connection.mustClose()) {
                close(context);
            }
            last.set(response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true));
            if (context.request().version() == HttpVersion.HTTP_2) {
                // HTTP/2 has no such header: clients reject a response with it.
                response.headers().remove(HttpHeaders.CONNECTION);
            }
        });
        context.addEndHandler(ended -> {
            connection.end(response.getStatusCode());
            if (last.get()) {
                connection.dismiss(context.request().connection());
            }
        });
    }

    private static void close(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }

    private void limitBody(RoutingContext context) {
        if (!mayHaveBody(context.request())) {
            return;
        }
        long timer = context.vertx().setTimer(limits.bodyTimeout().toMillis(), expired -> giveUp(context));
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? !request.isEnded()
                : request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void giveUp(RoutingContext context) {
        if (!context.request().isEnded() && !context.response().ended()) {
            close(context);
            Refusal.TOO_SLOW.write(context.response());
        }
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
