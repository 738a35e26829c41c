package io.parley.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client for one kind of peer. Every call ends within the {@linkplain HttpLimits limits}. Follows no redirects and uses no
 * proxy, so that secrets reach only the addressed host. Does not decompress.
 */
public final class HttpPeer {

    private final String name;
    private final HttpLimits limits;
    private final Optional<Addresses> addresses;
    private final LazyClient client;
    private volatile @Nullable Application application;

    private HttpPeer(String name, HttpLimits limits, Optional<Addresses> addresses) {
        this.name = name;
        this.limits = limits;
        this.addresses = addresses;
        this.client = new LazyClient(limits);
    }

    /**
     * Creates a client, which connects at its first call. It uses the application's Vert.x.
     *
     * @param name the kind of peer: a label of metrics
     */
    public static HttpPeer named(String name, HttpLimits limits) {
        return new HttpPeer(name, limits, Optional.empty());
    }

    /**
     * Creates a client that connects only to addresses that were chosen for it.
     *
     * @param name the kind of peer: a label of metrics
     */
    public static HttpPeer named(String name, HttpLimits limits, Addresses addresses) {
        return new HttpPeer(name, limits, Optional.of(addresses));
    }

    /**
     * Sends the request on each subscription; a cancellation ends the call. Fails when no header of a response arrives, with
     * a {@link java.net.ConnectException} when nothing was sent.
     */
    public Uni<HttpAnswer> send(HttpCall call) {
        return send(call, limits, () -> BodyEnd.OF_STREAM);
    }

    /**
     * Sends the request like {@link #send(HttpCall)}, with another time limit.
     *
     * @param time the time limit of the whole call
     * @param ends creates, for each subscription, what recognizes the end of the body
     */
    public Uni<HttpAnswer> send(HttpCall call, Duration time, Supplier<BodyEnd> ends) {
        return send(call, limits.within(time), ends);
    }

    /**
     * Sends the request at once, and reads its response while it arrives. Of the limits, only the time to connect applies. Only
     * for clients that connect to any address.
     */
    public HttpStream stream(HttpCall call, StreamReader reader) {
        if (addresses.isPresent()) {
            throw new IllegalStateException("A client with chosen addresses reads no streams");
        }
        Context context = application().vertx().getOrCreateContext();
        HttpStream stream = new HttpStream(call, context, application().times(), reader);
        context.runOnContext(ignored -> stream.start(client.in(application().vertx())));
        return stream;
    }

    private Uni<HttpAnswer> send(HttpCall call, HttpLimits within, Supplier<BodyEnd> ends) {
        return Uni.createFrom().emitter(emitter -> {
            Vertx vertx = application().vertx();
            Context context = vertx.getOrCreateContext();
            CallTerms terms = new CallTerms(within, addresses, ends.get());
            HttpExchange exchange =
                    new HttpExchange(call, terms, vertx, application().times(), emitter);
            emitter.onTermination(() -> context.runOnContext(ignored -> exchange.leave()));
            context.runOnContext(ignored -> exchange.start(client.in(vertx)));
        });
    }

    /** Finds the beans at the first call, and keeps them: to find them takes a noticeable part of a call's time. */
    private Application application() {
        Application known = application;
        if (known == null) {
            MeterRegistry registry = Arc.container().select(MeterRegistry.class).get();
            known = new Application(Arc.container().select(Vertx.class).get(), new CallTimes(registry, name));
            application = known;
        }
        return known;
    }

    /** The beans that each call needs. */
    private record Application(Vertx vertx, CallTimes times) {}
}
