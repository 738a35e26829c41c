package io.parley.redis;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while Redis accepts writes. A replica of Parley that cannot store an activity should get none: for example while
 * Redis is full, read-only, short of its own replicas, or unreachable. The check writes like the scripts of turns: a key
 * with a lifetime, from a script. One writable node of a cluster is enough: work for the other nodes would fail on every
 * replica of Parley.
 */
@Readiness
@ApplicationScoped
class RedisReadiness implements AsyncHealthCheck {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** The check writes to Redis once in this time, however often it is called. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final String WRITE = "return redis.call('SET', KEYS[1], '1', 'PX', 60000)";
    private static final String WRITTEN = "";
    private static final int KEYS_OF_CLUSTER = 8;

    private final Uni<HealthCheckResponse> answer;

    RedisReadiness(RedisAPI redis, RedisConfig config) {
        int keys = config.type() == RedisType.CLUSTER ? KEYS_OF_CLUSTER : 1;
        this.answer =
                Uni.createFrom().deferred(() -> check(redis, keys)).memoize().atLeast(REMEMBERED);
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return answer;
    }

    private static Uni<HealthCheckResponse> check(RedisAPI redis, int keys) {
        List<Uni<String>> writes = IntStream.range(0, keys)
                .mapToObj(key -> write(redis, "parley:{" + key + "}:ready"))
                .toList();
        return Uni.join().all(writes).andCollectFailures().map(RedisReadiness::response);
    }

    /** Returns the error, or {@link #WRITTEN}. */
    private static Uni<String> write(RedisAPI redis, String key) {
        return redis.eval(List.of(WRITE, "1", key))
                .replaceWith(WRITTEN)
                .ifNoItem()
                .after(TIMEOUT)
                .recoverWithItem("no answer within " + TIMEOUT)
                .onFailure()
                .recoverWithItem(failure -> String.valueOf(failure.getMessage()));
    }

    private static HealthCheckResponse response(List<String> outcomes) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Redis takes writes").status(outcomes.contains(WRITTEN));
        return outcomes.contains(WRITTEN)
                ? response.build()
                : response.withData("reason", outcomes.get(0)).build();
    }
}
