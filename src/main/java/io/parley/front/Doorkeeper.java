package io.parley.front;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Watches the connections of every port of this process. The framework does not limit the time for a header, nor the number
 * of connections on the management port. It opens its ports after the start, so this class looks for them once a second, and
 * then watches the connections that they already have.
 */
@ApplicationScoped
class Doorkeeper {

    private static final long PAUSE_MILLIS = 1000;
    private static final String NAME = "front";

    private final VertxInternal vertx;
    private final FrontConfig limits;
    private final MeterRegistry metrics;
    private final Map<Channel, Connections> ports = new ConcurrentHashMap<>();
    private final Map<EventExecutor, StrangersShare> shares = new ConcurrentHashMap<>();
    private final LaunchMode mode;
    private long timer;

    Doorkeeper(Vertx vertx, FrontConfig limits, MeterRegistry metrics, LaunchMode mode) {
        this.vertx = (VertxInternal) vertx;
        this.limits = limits;
        this.metrics = metrics;
        this.mode = mode;
    }

    void begin(@Observes StartupEvent started) {
        Gauge.builder("parley.front.connections", ports, Doorkeeper::count)
                .description("Connections of clients, on all ports")
                .register(metrics);
        timer = vertx.setPeriodic(PAUSE_MILLIS, tick -> look());
    }

    /** In development, the ports and their connections outlive a restart: they are left to the next start. */
    void end(@Observes ShutdownEvent ended) {
        vertx.cancelTimer(timer);
        if (mode == LaunchMode.DEVELOPMENT) {
            ports.forEach((port, connections) -> {
                port.pipeline().remove(connections);
                connections.leave();
            });
            ports.clear();
        }
    }

    private static double count(Map<Channel, Connections> ports) {
        return ports.values().stream().mapToInt(Connections::size).sum();
    }

    /** Returns the addresses that this process listens on, as far as they were found. */
    Set<InetSocketAddress> addresses() {
        return ports.keySet().stream()
                .map(port -> (InetSocketAddress) port.localAddress())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void look() {
        ports.values().forEach(Connections::closeOverdue);
        onEach(vertx.getAcceptorEventLoopGroup(), channel -> {
            if (channel instanceof ServerChannel
                    && channel.localAddress() instanceof InetSocketAddress
                    && channel.pipeline().get(NAME) == null) {
                watch(channel);
            }
        });
    }

    private void watch(Channel port) {
        Connections connections = new Connections(limits, shares);
        ports.put(port, connections);
        port.closeFuture().addListener(closed -> ports.remove(port));
        port.pipeline().addFirst(NAME, connections);
        adoptEarlier(port, connections);
    }

    /** Connections that are accepted from here on are passed to {@link Connections} before they are on their event loop. */
    private void adoptEarlier(Channel port, Connections connections) {
        onEach(vertx.nettyEventLoopGroup(), channel -> {
            if (channel.parent() == port) {
                connections.adopt(channel);
            }
        });
    }

    private static void onEach(Iterable<EventExecutor> loops, Consumer<Channel> action) {
        for (EventExecutor executor : loops) {
            if (executor instanceof SingleThreadEventLoop loop) {
                loop.execute(() -> loop.registeredChannelsIterator().forEachRemaining(action));
            }
        }
    }
}
