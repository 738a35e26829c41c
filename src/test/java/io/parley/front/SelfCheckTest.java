package io.parley.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests with real ports, some of which are broken. */
@NullUnmarked
class SelfCheckTest {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final List<ServerSocket> ports = new ArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();

    @AfterEach
    void stop() throws Exception {
        for (ServerSocket port : ports) {
            port.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void isAliveWhileItStarts() {
        assertThat(check().isAlive()).isTrue();
    }

    @Test
    void isAliveWhileEveryPortAnswers() throws IOException {
        SelfCheck check = check(answering(), answering());

        await().atMost(LONG).until(() -> questions.get() > 20);

        assertThat(check.isAlive()).isTrue();
    }

    /** A TLS alert, or a connection that is refused because there are too many. */
    @Test
    void isAliveWhileAPortHangsUp() throws IOException {
        SelfCheck check = check(serving(Socket::close));

        await().atMost(LONG).until(() -> questions.get() > 10);

        assertThat(check.isAlive()).isTrue();
    }

    @Test
    void isNotAliveWhereAPortTakesConnectionsAndDoesNotAnswer() throws IOException {
        SelfCheck check = check(answering(), serving(silent -> {}));

        await().atMost(LONG).until(() -> !check.isAlive());
    }

    /** Nothing accepts these connections, but the system does until its queue is full. */
    @Test
    void isNotAliveWhereNothingAcceptsConnections() throws IOException {
        ServerSocket port = open();
        SelfCheck check = check(port);

        await().atMost(LONG).until(() -> !check.isAlive());
    }

    @Test
    void isNotAliveWhereAPortWasClosed() throws IOException {
        ServerSocket port = answering();
        SelfCheck check = check(port);
        await().atMost(LONG).until(() -> questions.get() > 2);
        assertThat(check.isAlive()).isTrue();

        port.close();

        await().atMost(LONG).until(() -> !check.isAlive());
    }

    private SelfCheck check(ServerSocket... open) {
        Set<InetSocketAddress> addresses = Stream.of(open)
                .map(port -> new InetSocketAddress(port.getInetAddress(), port.getLocalPort()))
                .collect(Collectors.toSet());
        SelfCheck check = new SelfCheck(vertx, () -> addresses, PAUSE);
        check.begin();
        return check;
    }

    private ServerSocket answering() throws IOException {
        return serving(client -> {
            client.getInputStream().read(new byte[1000]);
            client.getOutputStream().write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes());
        });
    }

    private ServerSocket serving(Answer answer) throws IOException {
        ServerSocket port = open();
        Thread server = new Thread(() -> {
            try {
                while (true) {
                    answer.to(port.accept());
                    questions.incrementAndGet();
                }
            } catch (IOException closed) {
                // The test closes it.
            }
        });
        server.setDaemon(true);
        server.start();
        return port;
    }

    private ServerSocket open() throws IOException {
        ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ports.add(port);
        return port;
    }

    private interface Answer {

        void to(Socket client) throws IOException;
    }
}
