package io.parley.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client for one kind of peer. Every call ends within the {@linkplain HttpLimits limits}. Follows no
 * redirect and uses no proxy, so that secrets go where they are sent; decompresses nothing.
 */
public final class HttpPeer {

    /** To one host. More than the turns under way, which are limited elsewhere: the others would wait. */
    private static final int MOST_CONNECTIONS = 4096;

    private static final int LONGEST_STATUS_LINE = 4 * 1024;

    /** Azure sends some 2 KiB; gateways add to that. */
    private static final int LONGEST_HEADERS = 16 * 1024;

    private final String name;
    private final HttpLimits limits;
    private final Supplier<Vertx> vertx;
    private volatile @Nullable HttpClient client;

    private HttpPeer(String name, HttpLimits limits, Supplier<Vertx> vertx) {
        this.name = name;
        this.limits = limits;
        this.vertx = vertx;
    }

    /**
     * Connects to nothing yet. Uses the application's Vert.x, from the first call on.
     *
     * @param name of its kind: a label of metrics
     */
    public static HttpPeer named(String name, HttpLimits limits) {
        return new HttpPeer(
                name, limits, () -> Arc.container().select(Vertx.class).get());
    }

    /**
     * Sends a request each time it is subscribed to; a cancellation ends the call. Fails where no answer's head came: with a
     * {@link java.net.ConnectException} where nothing was sent.
     */
    public Uni<HttpAnswer> send(HttpCall call) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = vertx.get().getOrCreateContext();
            Exchange exchange = new Exchange(call, vertx.get(), limits, times(), emitter);
            emitter.onTermination(() -> context.runOnContext(ignored -> exchange.leave()));
            context.runOnContext(ignored -> exchange.start(client()));
        });
    }

    private CallTimes times() {
        return new CallTimes(Arc.container().select(MeterRegistry.class).get(), name);
    }

    private HttpClient client() {
        HttpClient made = client;
        return made == null ? make() : made;
    }

    private synchronized HttpClient make() {
        HttpClient made = client;
        if (made == null) {
            made = build();
            client = made;
        }
        return made;
    }

    /**
     * In a context of its own: the context of a request belongs to the HTTP server, which ends before turns do, and its
     * clients would be closed with it.
     */
    private HttpClient build() {
        ContextInternal own = ((VertxInternal) vertx.get()).createEventLoopContext();
        ContextInternal before = own.beginDispatch();
        try {
            return vertx.get()
                    .httpClientBuilder()
                    .with(options())
                    .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS))
                    // What breaks a connection is told by the call that it breaks; Vert.x would log it as an error as
                    // well.
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
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setDecompressionSupported(false);
    }
}
