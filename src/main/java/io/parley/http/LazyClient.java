package io.parley.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import org.jspecify.annotations.Nullable;

/** The client of Vert.x for one kind of peer, created when it is needed. */
final class LazyClient {

    private static final int LONGEST_STATUS_LINE = 4 * 1024;

    private final HttpLimits limits;
    private volatile @Nullable HttpClient client;

    LazyClient(HttpLimits limits) {
        this.limits = limits;
    }

    /** Returns the client, which the first call creates. */
    HttpClient in(Vertx vertx) {
        HttpClient made = client;
        return made == null ? make(vertx) : made;
    }

    private synchronized HttpClient make(Vertx vertx) {
        HttpClient made = client;
        if (made == null) {
            made = build(vertx);
            client = made;
        }
        return made;
    }

    /**
     * Creates the client in its own context. The context of a request belongs to the HTTP server, which stops before the
     * turns end, and Vert.x would close the client with it.
     */
    private HttpClient build(Vertx vertx) {
        ContextInternal own = ((VertxInternal) vertx).createEventLoopContext();
        ContextInternal before = own.beginDispatch();
        try {
            return vertx.httpClientBuilder()
                    .with(options())
                    .with(new PoolOptions().setHttp1MaxSize(HttpLimits.MOST_CONNECTIONS))
                    // The failed call reports why a connection broke; without a handler, Vert.x would log an error too.
                    .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
                    .build();
        } finally {
            own.endDispatch(before);
        }
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(limits.connectTime().toMillis()))
                .setMaxInitialLineLength(LONGEST_STATUS_LINE)
                .setMaxHeaderSize(HttpLimits.LONGEST_HEADERS)
                .setDecompressionSupported(false);
    }
}
