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
 * Whether Redis takes writes. A replica that cannot store an activity refuses it, so it should get none: while Redis is
 * full, a replica itself, without the replicas that it wants, or away. Writes what a turn's scripts write: a key with a
 * lifetime, from within a script. Of a cluster, one node that takes writes is enough, since the others' part of the work
 * may fail everywhere.
 */
@Readiness
@ApplicationScoped
class RedisReadiness implements AsyncHealthCheck {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** However many probes ask, Redis is asked once in this time. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final String WRITE = "return redis.call('SET', KEYS[1], '1', 'PX', 60000)";
    private static final String TAKEN = "";
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

    /** What went wrong; {@link #TAKEN} where nothing did. */
    private static Uni<String> write(RedisAPI redis, String key) {
        return redis.eval(List.of(WRITE, "1", key))
                .replaceWith(TAKEN)
                .ifNoItem()
                .after(TIMEOUT)
                .recoverWithItem("no answer within " + TIMEOUT)
                .onFailure()
                .recoverWithItem(failure -> String.valueOf(failure.getMessage()));
    }

    private static HealthCheckResponse response(List<String> outcomes) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Redis takes writes").status(outcomes.contains(TAKEN));
        return outcomes.contains(TAKEN)
                ? response.build()
                : response.withData("reason", outcomes.get(0)).build();
    }
}
