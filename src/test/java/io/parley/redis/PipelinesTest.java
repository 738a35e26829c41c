package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real servers of Redis. The address resolves to one of them and later to the other, without closing a connection. */
@NullUnmarked
class PipelinesTest {

    private static final String ECHO = "return {KEYS[1], ARGV[1]}";
    private static final String WRITE = "return redis.call('SET', KEYS[1], ARGV[1])";
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private final Context caller = vertx.getOrCreateContext();
    private final SilentProxy address = new SilentProxy();
    private EmbeddedRedis one;
    private EmbeddedRedis other;
    private Pipelines pipelines;
    private String echo;
    private String write;

    @BeforeEach
    void start() {
        one = EmbeddedRedis.start();
        other = EmbeddedRedis.start();
        for (EmbeddedRedis server : List.of(one, other)) {
            echo = command(server, "SCRIPT", "LOAD", ECHO).toString();
            write = command(server, "SCRIPT", "LOAD", WRITE).toString();
        }
        address.start(one.address());
        pipelines = pipelines(address.url().toString(), Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        pipelines.close();
        address.stop();
        vertx.close();
        one.stop();
        other.stop();
    }

    @Test
    void answersManyCallsInTheirOrderOverOneConnection() {
        List<CompletableFuture<Response>> calls = IntStream.range(0, 500)
                .mapToObj(call -> start(echo, "key-" + call, "value"))
                .toList();

        IntStream.range(0, 500).forEach(call -> assertThat(
                        calls.get(call).orTimeout(20, TimeUnit.SECONDS).join().get(0))
                .hasToString("key-" + call));
        assertThat(address.connections()).isEqualTo(1);
        assertThat(succeeded).hasValue(500);
        assertThat(pipelines.underWay()).isZero();
    }

    @Test
    void passesOnAnyText() {
        for (String text : List.of("", "a\r\nb", "gr\u00fc\u00df \ud83d\ude00", "x".repeat(300_000))) {
            assertThat(now(echo, "key", text).get(1)).hasToString(text);
        }
    }

    @Test
    void freesTheMemoryOfWhatItHasSentAndRead() {
        now(echo, "key", "x".repeat(1_000_000));
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();

        IntStream.range(0, 100).forEach(call -> now(echo, "key", "x".repeat(1_000_000)));

        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()).isLessThan(before + 32_000_000);
    }

    @Test
    void answersInTheContextOfTheCaller() {
        CompletableFuture<Context> answered = new CompletableFuture<>();

        caller.runOnContext(run -> pipelines
                .call("EVALSHA", List.of(echo, "1", "key", "value"))
                .subscribe()
                .with(answer -> answered.complete(Vertx.currentContext())));

        assertThat(answered.orTimeout(20, TimeUnit.SECONDS).join()).isSameAs(caller);
    }

    @Test
    void failsOnlyTheCallThatRedisRefuses() {
        CompletableFuture<Response> before = start(echo, "key", "value");
        CompletableFuture<Response> unknown = start("0".repeat(40), "key", "value");
        CompletableFuture<Response> after = start(echo, "key", "value");

        assertThat(after.orTimeout(20, TimeUnit.SECONDS).join()).isNotNull();
        assertThat(before).isCompleted();
        assertThatThrownBy(unknown::join).hasMessageContaining("NOSCRIPT");
        assertThat(address.connections()).isEqualTo(1);
        assertThat(failed).hasValue(1);
    }

    @Test
    void followsTheAddressWhenItsServerHasBecomeAReplica() {
        now(write, "key", "value");
        command(one, "REPLICAOF", "127.0.0.1", Integer.toString(other.address().getPort()));
        address.leadTo(other.address());

        await().atMost(WITHIN).ignoreExceptions().untilAsserted(() -> now(write, "key", "value"));

        assertThat(command(other, "EXISTS", "key").toInteger()).isEqualTo(1);
        await().atMost(WITHIN).until(() -> address.connections() == 1);
    }

    @Test
    void leavesAConnectionThatIsOld() {
        pipelines.close();
        pipelines = pipelines(address.url().toString(), Duration.ofMillis(100));
        now(write, "key", "value");
        address.leadTo(other.address());

        await().atMost(WITHIN).untilAsserted(() -> {
            now(write, "key", "value");
            assertThat(command(other, "EXISTS", "key").toInteger()).isEqualTo(1);
        });
        await().atMost(WITHIN).until(() -> address.connections() == 1);
    }

    @Test
    void failsCallsWithoutAnAnswerAndConnectsAnew() {
        now(echo, "key", "value");
        address.fallSilent();
        CompletableFuture<Response> unanswered = start(echo, "key", "value");

        assertThatThrownBy(() -> unanswered.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("no answer within");
        address.speakToNewcomers();

        assertThat(now(echo, "key", "value")).isNotNull();
        await().atMost(WITHIN).until(() -> address.connections() == 1);
        assertThat(pipelines.underWay()).isZero();
    }

    @Test
    void failsCallsWhileNothingListensAndGoesOnWhenItDoes() {
        int port = one.address().getPort();
        now(echo, "key", "value");
        one.stop();

        await().atMost(WITHIN).untilAsserted(() -> assertThatThrownBy(() -> now(echo, "key", "value"))
                .isNotNull());
        one = EmbeddedRedis.start(port);
        command(one, "SCRIPT", "LOAD", ECHO);

        await().atMost(WITHIN).ignoreExceptions().untilAsserted(() -> now(echo, "key", "value"));
    }

    @Test
    void sendsThePasswordAndTheDatabaseFirst() {
        command(one, "ACL", "SETUSER", "parley", "on", ">sec@ret", "~*", "+@all");
        command(one, "CONFIG", "SET", "requirepass", "other");
        String host = "127.0.0.1:" + one.address().getPort();
        pipelines = pipelines("redis://parley:sec%40ret@" + host + "/3?client=bot", Duration.ofMinutes(1));

        now(write, "key", "value");

        assertThat(commandTo("redis://:other@" + host + "/3", "EXISTS", "key").toInteger())
                .isEqualTo(1);
        assertThat(commandTo("redis://:other@" + host, "CLIENT", "LIST").toString())
                .contains("name=bot", "user=parley");
    }

    @Test
    void acceptsAServerThatDemandsNoPasswordAsTheOtherClientDoes() {
        String url = "redis://:needless@127.0.0.1:" + one.address().getPort() + "/2";
        pipelines = pipelines(url, Duration.ofMinutes(1));

        now(write, "key", "value");

        assertThat(commandTo(url, "EXISTS", "key").toInteger()).isEqualTo(1);
    }

    @Test
    void answersNoCallWithTheAnswerToTheCallAfterIt() {
        now(echo, "key", "value");

        CompletableFuture<Response> unwritable = start(echo, "key-1", null);
        CompletableFuture<Response> next = start(echo, "key-2", "value");

        assertThat(next.orTimeout(20, TimeUnit.SECONDS).join().get(0)).hasToString("key-2");
        assertThatThrownBy(() -> unwritable.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(NullPointerException.class);
        assertThat(pipelines.underWay()).isZero();
    }

    @Test
    void sendsTheCallsThatCanBeWrittenWhenTheConnectionOpens() {
        CompletableFuture<Response> unwritable = start(echo, "key-1", null);
        CompletableFuture<Response> next = start(echo, "key-2", "value");

        assertThat(next.orTimeout(20, TimeUnit.SECONDS).join().get(0)).hasToString("key-2");
        assertThatThrownBy(() -> unwritable.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void sendsNothingAfterAWrongPassword() {
        command(one, "CONFIG", "SET", "requirepass", "secret");
        String host = "127.0.0.1:" + one.address().getPort();
        pipelines = pipelines("redis://:wrong@" + host, Duration.ofMinutes(1));

        assertThatThrownBy(() -> now(write, "key", "value")).hasMessageContaining("WRONGPASS");
        assertThat(commandTo("redis://:secret@" + host, "EXISTS", "key").toInteger())
                .isZero();
    }

    @Test
    void sendsNothingToAnotherDatabase() {
        pipelines = pipelines("redis://127.0.0.1:" + one.address().getPort() + "/9999", Duration.ofMinutes(1));

        assertThatThrownBy(() -> now(write, "key", "value")).hasMessageContaining("DB index");
        assertThat(command(one, "EXISTS", "key").toInteger()).isZero();
    }

    private Pipelines pipelines(String url, Duration longestLife) {
        return new Pipelines(
                (VertxInternal) vertx,
                new RedisOptions().setConnectionString(url),
                (took, success) -> (success ? succeeded : failed).incrementAndGet(),
                longestLife);
    }

    private Response now(String script, String key, String value) {
        return start(script, key, value).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Response> start(String script, String key, String value) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Uni<Response> call = pipelines.call("EVALSHA", Arrays.asList(script, "1", key, value));
        caller.runOnContext(run -> call.subscribe().with(answer::complete, answer::completeExceptionally));
        return answer;
    }

    private Response command(EmbeddedRedis server, String... command) {
        return commandTo(server.address().toString(), command);
    }

    private Response commandTo(String url, String... command) {
        Redis client = Redis.createClient(vertx, url);
        Request request = Request.cmd(Command.create(command[0]));
        List.of(command).stream().skip(1).forEach(request::arg);
        try {
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        } finally {
            client.close();
        }
    }
}
