package io.parley.http;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What every call does in the same way, whether its response is read at once or as a stream. */
final class Calls {

    private Calls() {}

    /**
     * Removes the path template that an earlier REST client call left in this context: Quarkus would use it as the span's
     * name.
     */
    static void nameSpanByMethod() {
        Context context = Vertx.currentContext();
        if (VertxContext.isDuplicatedContext(context)) {
            context.removeLocal("ClientUrlPathTemplate");
        }
    }

    static ConnectException notConnected(Throwable cause) {
        ConnectException failure = new ConnectException("No connection: " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    static Map<String, List<String>> headers(HttpClientResponse head) {
        Map<String, List<String>> headers = new HashMap<>();
        head.headers().forEach((name, value) -> headers.computeIfAbsent(
                        name.toLowerCase(Locale.ROOT), lowerCaseName -> new ArrayList<>(1))
                .add(value));
        return headers;
    }
}
