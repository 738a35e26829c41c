package io.parley.front;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Ends a request whose body does not arrive in time. */
final class BodyTime {

    private final Duration limit;

    BodyTime(Duration limit) {
        this.limit = limit;
    }

    /** Starts the time of a request that may have a body. */
    void begin(RoutingContext context) {
        if (!mayHaveBody(context.request())) {
            return;
        }
        long timer = context.vertx().setTimer(limit.toMillis(), expired -> giveUp(context));
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
            Refusal.TOO_SLOW.write(context);
        }
    }
}
