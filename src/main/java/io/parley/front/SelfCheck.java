package io.parley.front;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks this process' own ports, as a client would, whether they still answer. What accepts connections can be gone while
 * health is served by threads that are not. By itself, every few seconds: however many probes there are, they ask no more.
 *
 * <p>Any reaction is a sign of life, also an alert of TLS and a connection that is refused for there are too many.
 */
@ApplicationScoped
class SelfCheck {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int TIMEOUT_MILLIS = 5000;

    /** A port may be slow under load; a restart then makes it worse. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(40);

    /** Neither counted nor traced: see application.properties. */
    private static final String REQUEST = "HEAD /self-check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final Vertx vertx;
    private final Doorkeeper doorkeeper;
    private final NetClient client;

    /** When each port last answered, in {@link System#nanoTime()}'s time. Ports that were closed stay. */
    private final Map<InetSocketAddress, Long> answered = new ConcurrentHashMap<>();

    SelfCheck(Vertx vertx, Doorkeeper doorkeeper) {
        this.vertx = vertx;
        this.doorkeeper = doorkeeper;
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(TIMEOUT_MILLIS));
    }

    void begin(@Observes StartupEvent started) {
        vertx.setPeriodic(PAUSE.toMillis(), tick -> askAll());
    }

    /** Whether every port that was ever open has answered lately. */
    boolean isAlive() {
        return isAlive(answered, System.nanoTime());
    }

    static boolean isAlive(Map<InetSocketAddress, Long> answered, long now) {
        return answered.values().stream().allMatch(last -> now - last <= LONGEST_SILENCE.toNanos());
    }

    private void askAll() {
        doorkeeper.addresses().forEach(address -> answered.putIfAbsent(address, System.nanoTime()));
        answered.keySet().forEach(this::ask);
    }

    private void ask(InetSocketAddress port) {
        client.connect(SocketAddress.inetSocketAddress(port.getPort(), host(port)))
                .onSuccess(socket -> ask(socket, port))
                .onFailure(failure -> Log.debugf("Port %d cannot be connected to: %s", port.getPort(), failure));
    }

    private void ask(NetSocket socket, InetSocketAddress port) {
        long timer = vertx.setTimer(TIMEOUT_MILLIS, expired -> {
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
