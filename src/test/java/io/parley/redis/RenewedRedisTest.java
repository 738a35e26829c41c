package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real servers of Redis. The address resolves to one of them and later to the other, without closing a connection. */
@NullUnmarked
class RenewedRedisTest {

    private static final String SCRIPT = "return redis.call('SET', KEYS[1], 'value')";
    private static final int AT_ONCE = 8;

    private final AtomicInteger made = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private final SilentProxy address = new SilentProxy();
    private EmbeddedRedis one;
    private EmbeddedRedis other;
    private RenewedRedis redis;

    @BeforeEach
    void start() {
        one = EmbeddedRedis.start();
        other = EmbeddedRedis.start();
        address.start(one.address());
        redis = client(Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        redis.close();
        address.stop();
        vertx.close();
        one.stop();
        other.stop();
    }

    @Test
    void followsTheAddressWhenItsServerHasBecomeAReplica() {
        writeAtOnce();
        command(one, "REPLICAOF", "127.0.0.1", port(other));
        address.leadTo(other.address());
        int before = address.connections();

        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(this::writeAtOnce);

        assertThat(command(other, "EXISTS", "key-0").toInteger()).isEqualTo(1);
        assertThat(before).isEqualTo(AT_ONCE);
    }

    @Test
    void followsTheAddressWhenItsServerHasLostItsReplicas() {
        writeAtOnce();
        command(one, "CONFIG", "SET", "min-replicas-to-write", "1");
        address.leadTo(other.address());

        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(this::writeAtOnce);
    }

    @Test
    void isWellAgainWithTheServerThatItHas() {
        writeAtOnce();
        command(one, "REPLICAOF", "127.0.0.1", port(other));
        assertThatThrownBy(this::writeAtOnce).hasMessageContaining("READONLY");
        command(one, "REPLICAOF", "NO", "ONE");

        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(this::writeAtOnce);
    }

    @Test
    void doesNotConnectAnewForEachCallThatIsRefused() {
        writeAtOnce();
        command(one, "REPLICAOF", "127.0.0.1", port(other));

        IntStream.range(0, 200).forEach(call -> assertThatThrownBy(this::writeAtOnce));

        assertThat(made.get()).isLessThan(100);
    }

    @Test
    void keepsItsConnectionsWhenACallIsWrong() {
        writeAtOnce();
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);

        assertThatThrownBy(() -> now(redis.send(
                        Request.cmd(Command.EVAL).arg("return nonsense(").arg("0"))))
                .isNotNull();

        await().during(Duration.ofMillis(500)).until(() -> made.get() == 1);
    }

    @Test
    void leavesConnectionsThatAreOld() {
        redis.close();
        redis = client(Duration.ofMillis(100));
        writeAtOnce();
        address.leadTo(other.address());

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            writeAtOnce();
            assertThat(command(other, "EXISTS", "key-0").toInteger()).isEqualTo(1);
        });
    }

    @Test
    void letsCallsUnderWayEndAndClosesTheOldConnectionsThen() {
        writeAtOnce();
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        Future<Response> waiting =
                redis.send(Request.cmd(Command.BLPOP).arg("list").arg("2"));
        await().until(() -> command(one, "INFO", "clients").toString().contains("blocked_clients:1"));
        command(one, "CONFIG", "SET", "min-replicas-to-write", "1");
        assertThatThrownBy(this::writeAtOnce).hasMessageContaining("NOREPLICAS");
        command(one, "CONFIG", "SET", "min-replicas-to-write", "0");
        await().until(() -> made.get() > 1);
        writeAtOnce();

        assertThat(now(waiting)).isNull();
        await().atMost(Duration.ofSeconds(30)).until(() -> address.connections() <= AT_ONCE);
    }

    @Test
    void failsTheCallThatAClientThrowsAt() {
        RenewedRedis broken = new RenewedRedis(vertx, BrokenRedis::new, ForkJoinPool.commonPool());

        Future<Response> call = broken.send(Request.cmd(Command.PING));

        assertThat(call.failed()).isTrue();
        assertThat(broken.underWay()).isZero();
    }

    private RenewedRedis client(Duration longestLife) {
        RedisOptions options = new RedisOptions().setMaxPoolSize(32).setMaxPoolWaiting(1000);
        options.setConnectionString(address.url().toString());
        return new RenewedRedis(
                vertx,
                () -> {
                    made.incrementAndGet();
                    return Redis.createClient(vertx, options);
                },
                ForkJoinPool.commonPool(),
                longestLife);
    }

    /** Sends commands over so many connections. */
    private void writeAtOnce() {
        now(Future.join(IntStream.range(0, AT_ONCE)
                .mapToObj(number -> redis.send(
                        Request.cmd(Command.EVAL).arg(SCRIPT).arg("1").arg("key-" + number)))
                .toList()));
    }

    private Response command(EmbeddedRedis server, String command, String... arguments) {
        Redis direct = Redis.createClient(vertx, server.address().toString());
        Request request = Request.cmd(Command.create(command));
        for (String argument : arguments) {
            request.arg(argument);
        }
        try {
            return now(direct.send(request));
        } finally {
            direct.close();
        }
    }

    private static String port(EmbeddedRedis server) {
        return Integer.toString(server.address().getPort());
    }

    private static <T> T now(Future<T> work) {
        return work.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static final class BrokenRedis implements Redis {

        @Override
        public Future<RedisConnection> connect() {
            throw new IllegalStateException("closed");
        }

        @Override
        public void close() {}

        @Override
        public Future<Response> send(Request request) {
            throw new IllegalStateException("closed");
        }

        @Override
        public Future<List<Response>> batch(List<Request> requests) {
            throw new IllegalStateException("closed");
        }
    }
}
