package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Response;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers the first connection as an attacker would, and later ones as Redis does. */
@NullUnmarked
class HostileRedisTest {

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final String RIGHT = "+right\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Context caller = vertx.getOrCreateContext();
    private final List<NetSocket> connections = new CopyOnWriteArrayList<>();
    private final List<NetSocket> closed = new CopyOnWriteArrayList<>();
    private Consumer<NetSocket> attack;
    private Pipelines pipelines;
    private int port;

    @BeforeEach
    void start() {
        NetServer server = vertx.createNetServer().connectHandler(this::accept);
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .actualPort();
        pipelines = pipelines("redis://127.0.0.1:");
    }

    @AfterEach
    void stop() {
        pipelines.close();
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "$2147483647\r\n",
                "*1000000000\r\n",
                ">2\r\n+message\r\n+text\r\n",
                "%1\r\n+key\r\n+value\r\n",
            })
    void closesAConnectionThatSendsNoAnswerOfRedis(String bytes) {
        attack = connection -> connection.write(bytes);

        assertFails(IllegalStateException.class);
    }

    @Test
    void closesAConnectionThatSendsALineWithoutAnEnd() {
        attack = connection -> connection.write("+" + "x".repeat(10_000_000));

        assertFails(IllegalStateException.class);
    }

    @Test
    void closesAConnectionThatSendsAVeryDeepList() {
        attack = connection -> connection.write("*1\r\n".repeat(100_000));

        assertFails(IllegalStateException.class);
    }

    @Test
    void failsACallWhoseAnswerBreaksOff() {
        attack = connection -> connection.end(Buffer.buffer("*2\r\n$10\r\nabc"));

        assertFails(ConnectException.class);
    }

    @Test
    void failsEachCallBehindAnAnswerThatCannotBeRead() {
        attack = connection -> connection.write("$-7\r\n+first\r\n+second\r\n");

        CompletableFuture<Response> first = call();
        CompletableFuture<Response> second = call();

        assertThatThrownBy(() -> result(first)).isInstanceOf(CompletionException.class);
        assertThatThrownBy(() -> result(second)).isInstanceOf(CompletionException.class);
        assertThat(result(call())).hasToString("right");
    }

    @Test
    void givesNoCallAnAnswerThatArrivedBeforeIt() {
        attack = connection -> connection.write("+first\r\n+surplus\r\n");

        assertThat(result(call())).hasToString("first");

        await().atMost(WITHIN).until(() -> closed.size() == 1);
        assertThat(result(call())).hasToString("right");
    }

    @Test
    void closesAnIdleConnectionThatSendsSomething() {
        attack = connection -> connection.write("+first\r\n");
        assertThat(result(call())).hasToString("first");

        connections.get(0).write("+surpl");

        await().atMost(WITHIN).until(() -> closed.size() == 1);
        assertThat(result(call())).hasToString("right");
    }

    @Test
    void givesNoCallAnAnswerThatArrivedWithThatToTheGreeting() {
        pipelines = pipelines("redis://:secret@127.0.0.1:");
        attack = connection -> connection.write("+OK\r\n+surplus\r\n");

        assertThatThrownBy(() -> result(call())).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void failsCallsWithTheErrorThatRefusesTheGreeting() {
        pipelines = pipelines("redis://:secret@127.0.0.1:");
        attack = connection -> connection.write("-ERR max number of clients reached\r\n+OK\r\n+surplus\r\n");

        assertThatThrownBy(() -> result(call())).hasMessageContaining("max number of clients");
        await().atMost(WITHIN).until(() -> closed.size() == 1);
        assertThat(result(call())).isNotNull();
    }

    private void assertFails(Class<? extends Throwable> cause) {
        assertThatThrownBy(() -> result(call())).hasCauseInstanceOf(cause);
        await().atMost(WITHIN).until(() -> closed.size() == 1);

        assertThat(result(call())).hasToString("right");
        assertThat(connections).hasSize(2);
        assertThat(pipelines.underWay()).isZero();
    }

    /** Answers once to the first bytes that arrive, and then to each piece, which is a call. */
    private void accept(NetSocket connection) {
        connections.add(connection);
        connection.closeHandler(end -> closed.add(connection));
        Consumer<NetSocket> answer = connections.size() == 1 ? attack : calm -> calm.write(RIGHT);
        connection.handler(command -> answer.accept(connection));
    }

    private Pipelines pipelines(String url) {
        return new Pipelines(
                (VertxInternal) vertx, new RedisOptions().setConnectionString(url + port), (took, success) -> {});
    }

    private CompletableFuture<Response> call() {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        caller.runOnContext(run -> pipelines
                .call("EVALSHA", List.of("0".repeat(40), "1", "key"))
                .subscribe()
                .with(answer::complete, answer::completeExceptionally));
        return answer;
    }

    private static Response result(CompletableFuture<Response> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
