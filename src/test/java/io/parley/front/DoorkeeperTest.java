package io.parley.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.ConfigMappings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server that is open before its port is watched. */
@NullUnmarked
class DoorkeeperTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Between the time for a header and the time between two requests. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger watched = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    Connection.of(request).ifPresent(connection -> watched.incrementAndGet());
                    if (request.path().equals("/later")) {
                        vertx.setTimer(
                                LATER.toMillis(), timer -> request.response().end());
                    } else {
                        request.response().end();
                    }
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void closesASilentConnectionThatWasOpenBeforeItsPortWasWatched() throws Exception {
        try (Socket early = connect()) {
            assertThat(answers(early)).isTrue();

            begin();

            await().atMost(SOON).until(() -> early.getInputStream().read() < 0);
        }
    }

    @Test
    void watchesRequestsOnAConnectionThatWasOpenBeforeItsPortWasWatched() throws Exception {
        try (Socket early = connect()) {
            assertThat(answers(early)).isTrue();
            assertThat(watched).hasValue(0);

            begin();

            await().atMost(SOON).until(() -> answers(early) && watched.get() > 0);
        }
    }

    @Test
    void leavesTimeToARequestThatBeganBeforeItsPortWasWatched() throws Exception {
        try (Socket early = connect()) {
            send(early, "/later");

            begin();

            assertThat(receives(early)).isTrue();
        }
    }

    /** In development the same port stays open while the application is started again, with new classes. */
    @Test
    void leavesItsConnectionsToTheNextStart() throws Exception {
        try (Socket client = connect()) {
            Doorkeeper first = begin();
            await().atMost(SOON).until(() -> answers(client) && watched.get() > 0);

            first.end(new ShutdownEvent());
            watched.set(0);
            assertThat(answers(client)).isTrue();
            assertThat(watched).hasValue(0);

            begin();
            await().atMost(SOON).until(() -> answers(client) && watched.get() > 0);
        }
    }

    private Doorkeeper begin() {
        FrontConfig limits = ConfigMappings.of(FrontConfig.class, "header-timeout", "1s", "idle-timeout", "10s");
        Doorkeeper doorkeeper = new Doorkeeper(vertx, limits, new SimpleMeterRegistry(), LaunchMode.DEVELOPMENT);
        doorkeeper.begin(new StartupEvent());
        return doorkeeper;
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    /** Sends a request, and reads the header of its response. */
    private static boolean answers(Socket client) throws Exception {
        send(client, "/");
        return receives(client);
    }

    private static void send(Socket client, String path) throws Exception {
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: parley\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean receives(Socket client) throws Exception {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            int next = client.getInputStream().read();
            if (next < 0) {
                return false;
            }
            answer.append((char) next);
        }
        return true;
    }
}
