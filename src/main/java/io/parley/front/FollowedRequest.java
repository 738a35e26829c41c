package io.parley.front;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a connection of its requests and their responses, and closes it after the last one. */
final class FollowedRequest {

    private FollowedRequest() {}

    /** Ignores requests on a connection that is being closed: the client would not read the response. */
    static boolean admit(RoutingContext context) {
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

    static void close(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
}
