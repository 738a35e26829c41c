package io.parley.front;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Checks like a client whether this process' own ports still answer: the threads that accept connections can be dead while
 * the health check still works. Runs every few seconds, independent of the number of probes.
 *
 * <p>Every reaction counts as alive, including a TLS alert and a connection that is closed because there are too many.
 */
@ApplicationScoped
class SelfCheck {

    /** The time between two requests, and the time limit of each. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /**
     * The number of pauses for which a port may not answer. A busy process may be slow, and a restart would make that worse.
     */
    private static final int LONGEST_SILENCE = 8;

    /** Excluded from metrics and traces in application.properties. */
    private static final String REQUEST = "HEAD /self-check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final Vertx vertx;
    private final Supplier<Set<InetSocketAddress>> ports;
    private final Duration pause;
    private final NetClient client;
    private long timer;

    /** The time of each port's last answer, from {@link System#nanoTime()}. Closed ports stay in the map. */
    private final Map<InetSocketAddress, Long> answered = new ConcurrentHashMap<>();

    @Inject
    SelfCheck(Vertx vertx, Doorkeeper doorkeeper) {
        this(vertx, doorkeeper::addresses, PAUSE);
    }

    SelfCheck(Vertx vertx, Supplier<Set<InetSocketAddress>> ports, Duration pause) {
        this.vertx = vertx;
        this.ports = ports;
        this.pause = pause;
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) pause.toMillis()));
    }

    void begin(@Observes StartupEvent started) {
        begin();
    }

    /** In development, timers outlive a restart. */
    void end(@Observes ShutdownEvent ended) {
        vertx.cancelTimer(timer);
    }

    void begin() {
        timer = vertx.setPeriodic(pause.toMillis(), tick -> askAll());
    }

    /** Whether every port that was ever open has answered recently. */
    boolean isAlive() {
        long now = System.nanoTime();
        long longest = pause.multipliedBy(LONGEST_SILENCE).toNanos();
        return answered.values().stream().allMatch(last -> now - last <= longest);
    }

    private void askAll() {
        ports.get().forEach(address -> answered.putIfAbsent(address, System.nanoTime()));
        answered.keySet().forEach(this::ask);
    }

    private void ask(InetSocketAddress port) {
        client.connect(SocketAddress.inetSocketAddress(port.getPort(), host(port)))
                .onSuccess(socket -> ask(socket, port))
                .onFailure(failure -> Log.debugf("Port %d cannot be connected to: %s", port.getPort(), failure));
    }

    private void ask(NetSocket socket, InetSocketAddress port) {
        long timer = vertx.setTimer(pause.toMillis(), expired -> {
            socket.closeHandler(null);
            socket.close();
        });
        socket.handler(answer -> socket.close());
        socket.exceptionHandler(failure -> socket.close());
        socket.closeHandler(closed -> {
            vertx.cancelTimer(timer);
            answered.put(port, System.nanoTime());
        });
        socket.write(REQUEST);
    }

    private static String host(InetSocketAddress port) {
        return port.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : port.getAddress().getHostAddress();
    }
}
