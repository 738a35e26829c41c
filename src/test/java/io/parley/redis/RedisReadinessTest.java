package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.ConfigMappings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class RedisReadinessTest {

    private final TestRedis redis = new TestRedis();

    @BeforeEach
    void start() {
        redis.start();
    }

    @AfterEach
    void stop() {
        redis.stop();
    }

    @Test
    void isReadyWhileRedisTakesWrites() {
        assertThat(status()).isEqualTo(Status.UP);
        assertThat(redis.keys()).containsExactly("parley:{0}:ready");
        assertThat(redis.immortalKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"maxmemory, 1, 0", "min-replicas-to-write, 1, 0"})
    void isNotReadyWhileRedisRefusesWrites(String setting, String refusing, String taking) {
        set(setting, refusing);
        assertThat(status()).isEqualTo(Status.DOWN);

        set(setting, taking);
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void isNotReadyWhileRedisIsAReplicaAndSaysWhy() {
        now(redis.api().replicaof("127.0.0.1", "1"));

        HealthCheckResponse answer = now(readiness(redis.api()).call());

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData().orElseThrow().get("reason").toString()).contains("READONLY");
    }

    @Test
    void isNotReadyWhileRedisIsAway() {
        redis.goAway();

        assertThat(status()).isEqualTo(Status.DOWN);
        redis.comeBack();
    }

    @Test
    void isNotReadyWhileRedisDoesNotAnswer() {
        SilentProxy proxy = new SilentProxy();
        proxy.start(URI.create(redis.url()));
        proxy.fallSilent();
        Redis silent =
                Redis.createClient(Vertx.newInstance(redis.vertx()), proxy.url().toString());

        assertThat(status(RedisAPI.api(silent))).isEqualTo(Status.DOWN);

        proxy.stop();
    }

    @Test
    void isNotReadyWhileScriptsCannotBeCalled() {
        SilentProxy away = new SilentProxy();
        away.start(URI.create(redis.url()));
        away.fallSilent();
        Pipelines pipelines = new Pipelines(
                (VertxInternal) redis.vertx(),
                new RedisOptions().setConnectionString(away.url().toString()),
                (took, success) -> {});

        assertThat(now(redis.api().dbsize()).toLong()).isZero();
        assertThat(status(new PipelinedRedis(redis.api(), pipelines))).isEqualTo(Status.DOWN);

        pipelines.close();
        away.stop();
    }

    @Test
    void isReadyWhileAPipelineTakesWrites() {
        Pipelines pipelines = new Pipelines(
                (VertxInternal) redis.vertx(),
                new RedisOptions().setConnectionString(redis.url()),
                (took, success) -> {});

        assertThat(status(new PipelinedRedis(redis.api(), pipelines))).isEqualTo(Status.UP);
        assertThat(redis.keys()).containsExactly("parley:{0}:ready");

        pipelines.close();
    }

    @Test
    void asksRedisOnceHoweverManyProbesAsk() {
        RedisReadiness readiness = readiness(redis.api());

        IntStream.range(0, 1000).forEach(probe -> now(readiness.call()));

        String calls = now(redis.api().info(List.of("commandstats"))).toString();
        assertThat(calls).containsPattern("cmdstat_eval:calls=[1-9],");
    }

    @Test
    void looksAgainAfterAWhile() {
        RedisReadiness readiness = readiness(redis.api());
        assertThat(now(readiness.call()).getStatus()).isEqualTo(Status.UP);
        set("maxmemory", "1");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(now(readiness.call()).getStatus()).isEqualTo(Status.DOWN));
    }

    private Status status() {
        return status(redis.api());
    }

    private static Status status(RedisAPI api) {
        HealthCheckResponse answer = now(readiness(api).call());
        return answer.getStatus();
    }

    private static RedisReadiness readiness(RedisAPI api) {
        return new RedisReadiness(api, ConfigMappings.of(RedisConfig.class));
    }

    private void set(String setting, String value) {
        now(redis.api().config(List.of("SET", setting, value)));
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
