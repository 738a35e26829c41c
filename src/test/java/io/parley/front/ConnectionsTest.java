package io.parley.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.parley.ConfigMappings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests with a real server and real connections. */
@NullUnmarked
class ConnectionsTest {

    private static final int MOST = 40;
    private static final FrontConfig LIMITS = ConfigMappings.of(
            FrontConfig.class, "max-connections", "" + MOST, "header-timeout", "2s", "body-timeout", "2s");

    /** The share that each refused request takes. */
    private static final Duration WORK = Duration.ofMillis(2);

    /** What the operating systems of both sides buffer for a connection. */
    private static final int ON_THE_WAY = 16 * 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final Map<EventExecutor, StrangersShare> shares = new ConcurrentHashMap<>();
    private final Connections connections = new Connections(LIMITS, shares);
    private final List<Socket> clients = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    Connection connection = Connection.of(request).orElseThrow();
                    connection.begin(request);
                    requests.incrementAndGet();
                    if (request.path().equals("/refused")) {
                        work();
                        request.response().setStatusCode(404).end();
                        connection.end(404);
                    }
                    if (request.path().equals("/now")) {
                        request.response().end("answer");
                        connection.end(200);
                    }
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        SingleThreadEventLoop acceptor = (SingleThreadEventLoop)
                ((VertxInternal) vertx).getAcceptorEventLoopGroup().iterator().next();
        acceptor.submit(() -> acceptor.registeredChannelsIterator().forEachRemaining(this::watch))
                .get(20, TimeUnit.SECONDS);
    }

    /** Keeps the event loop busy for a time. */
    private void work() {
        long end = System.nanoTime() + WORK.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        refused.incrementAndGet();
    }

    private void watch(Channel channel) {
        if (channel instanceof ServerChannel) {
            channel.pipeline().addFirst(connections);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void closesTheOldestSilentConnectionForANewOne() throws Exception {
        Socket used = connect();
        ask(used, "/now");
        Socket oldest = connect();
        fill();

        Socket next = connect();

        assertThat(ask(next, "/now")).contains("answer");
        assertThat(isClosed(oldest)).isTrue();
        assertThat(ask(used, "/now")).as("one that has been served").contains("answer");
        assertThat(connections.size()).isLessThanOrEqualTo(MOST);
    }

    /** A place in the line keeps all that belongs to a connection in memory. */
    @Test
    void takesClosedConnectionsOutOfTheStrangersLine() throws Exception {
        for (int stranger = 0; stranger < 5 * MOST; stranger++) {
            ask(connect(), "/refused");
            leaveNoShare();
        }

        await().untilAsserted(() -> assertThat(inLine()).isBetween(1, MOST));
    }

    private void leaveNoShare() throws Exception {
        for (Map.Entry<EventExecutor, StrangersShare> share : shares.entrySet()) {
            share.getKey()
                    .submit(() -> share.getValue().spend(Duration.ofMinutes(1).toNanos()))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private int inLine() throws Exception {
        int inLine = 0;
        for (Map.Entry<EventExecutor, StrangersShare> share : shares.entrySet()) {
            inLine += share.getKey().submit(() -> share.getValue().waiting()).get(20, TimeUnit.SECONDS);
        }
        return inLine;
    }

    @Test
    void closesTheConnectionWhichIsIdleLongestWhereAllWereServed() throws Exception {
        Socket oldest = connect();
        ask(oldest, "/now");
        while (clients.size() < MOST) {
            ask(connect(), "/now");
        }

        assertThat(ask(connect(), "/now")).contains("answer");
        assertThat(isClosed(oldest)).isTrue();
    }

    /** Clients keep accepted connections for minutes; a stranger's request costs nothing and proves nothing. */
    @Test
    void closesConnectionsOfStrangersBeforeThoseThatAreAcceptedOrNew() throws Exception {
        Socket accepted = connect();
        ask(accepted, "/now");
        while (clients.size() < MOST - 1) {
            ask(connect(), "/refused");
        }
        Socket fresh = connect();

        Socket next = connect();

        assertThat(ask(next, "/now")).contains("answer");
        assertThat(ask(fresh, "/now")).as("a new one").contains("answer");
        assertThat(ask(accepted, "/now")).as("an accepted one").contains("answer");
        assertThat(isClosed(clients.get(1))).as("the first stranger's").isTrue();
    }

    @Test
    void closesNoMoreThanHalfOfTheConnectionsThatAreNotInUse() throws Exception {
        while (clients.size() < MOST - 2) {
            send(connect(), "/later");
        }
        await().until(() -> requests.get() == MOST - 2);
        Socket oldest = connect();
        Socket newer = connect();

        connect();

        assertThat(isClosed(oldest)).isTrue();
        assertThat(ask(newer, "/now")).contains("answer");
    }

    @Test
    void refusesANewConnectionWhereAllAreInUse() throws Exception {
        while (clients.size() < MOST) {
            send(connect(), "/later");
        }
        await().until(() -> requests.get() == MOST);

        assertThat(isClosed(connect())).isTrue();
        assertThat(clients.subList(0, MOST)).noneMatch(Socket::isClosed);
        assertThat(connections.size()).isEqualTo(MOST);
    }

    @Test
    void closesWhatSendsNothingAndWhatSendsNoWholeHeader() throws Exception {
        Socket silent = connect();
        Socket slow = connect();
        Socket served = connect();
        ask(served, "/now");
        Socket waiting = connect();
        send(waiting, "/later");

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    connections.closeOverdue();
                    assertThatCode(() -> slow.getOutputStream().write('x')).isInstanceOf(IOException.class);
                });

        assertThat(isClosed(silent)).isTrue();
        assertThat(ask(served, "/now")).as("between two requests").contains("answer");
        assertThat(waiting.isConnected()).isTrue();
    }

    /** Each of many pipelined requests is refused: they are served one after the other, however many wait. */
    @Test
    void givesStrangersAFifthOfTheTime() throws Exception {
        Socket used = connect();
        ask(used, "/now");
        for (int flood = 0; flood < 10; flood++) {
            Socket stranger = connect();
            Thread writer = new Thread(() -> {
                try {
                    for (int request = 0; request < 20_000; request++) {
                        send(stranger, "/refused");
                    }
                } catch (IOException closed) {
                    // Expected.
                }
            });
            writer.setDaemon(true);
            writer.start();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> refused.get() > 20);
        int before = refused.get();
        long begin = System.nanoTime();

        while (System.nanoTime() - begin < Duration.ofSeconds(4).toNanos()) {
            assertThat(ask(used, "/now")).contains("answer");
        }

        long time = System.nanoTime() - begin;
        assertThat(WORK.multipliedBy(refused.get() - before).toNanos()).isBetween(time / 50, time * 3 / 5);
    }

    /** Reading stops as well: what was not read yet stays with its sender. */
    @Test
    void holdsLittleOfWhatIsSentAheadOfAnAnswer() throws Exception {
        Socket client = connect();
        send(client, "/later");
        AtomicInteger written = new AtomicInteger();
        Thread writer = new Thread(() -> {
            byte[] request = ("GET /now HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(4000) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            try {
                for (int count = 0; count < 16 * 1024; count++) {
                    client.getOutputStream().write(request);
                    written.addAndGet(request.length);
                }
            } catch (IOException closed) {
                // The end of the test closes it.
            }
        });
        writer.setDaemon(true);
        writer.start();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(new Callable<>() {
                    private int before = -1;

                    @Override
                    public Boolean call() {
                        int now = written.get();
                        boolean still = now == before;
                        before = now;
                        return still;
                    }
                });

        assertThat(written.get()).isLessThan(ON_THE_WAY);
        assertThat(writer.isAlive()).isTrue();
    }

    private void fill() throws IOException {
        while (clients.size() < MOST) {
            connect();
        }
    }

    private Socket connect() throws IOException {
        int open = connections.size();
        Socket client = new Socket("localhost", server.actualPort());
        clients.add(client);
        await().until(() -> open == MOST || connections.size() > open);
        return client;
    }

    private static void send(Socket client, String path) throws IOException {
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String ask(Socket client, String path) throws IOException {
        send(client, path);
        client.setSoTimeout(20_000);
        byte[] answer = new byte[1000];
        int length = client.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }

    private static boolean isClosed(Socket client) throws IOException {
        client.setSoTimeout(20_000);
        try {
            return client.getInputStream().read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }
}
