package io.parley.redis;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.redis.runtime.client.ObservableRedis;
import io.quarkus.redis.runtime.client.ObservableRedisMetrics;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Provides the calls of Redis: a {@link RenewedRedis} instead of Quarkus' own client, with the same options, and {@link
 * Pipelines} for scripts. A cluster's client chooses the node of each call, and traces contain each call: then there are no
 * pipelines.
 */
@Singleton
class RedisConnections {

    private static final String NAME = "<default>";
    private static final String POOL = "pool.name";

    private final Vertx vertx;
    private final RedisClientOptions client;
    private final Instance<ObservableRedisMetrics> metrics;
    private final boolean withoutTraces;

    RedisConnections(
            Vertx vertx,
            RedisClientOptions client,
            Instance<ObservableRedisMetrics> metrics,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean withoutTraces) {
        this.vertx = vertx;
        this.client = client;
        this.metrics = metrics;
        this.withoutTraces = withoutTraces;
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    RedisAPI api(MeterRegistry meters) {
        RedisOptions options = client.options();
        ObservableRedisMetrics observer = metrics.isResolvable() ? metrics.get() : ObservableRedisMetrics.NOOP;
        RenewedRedis redis = new RenewedRedis(
                vertx,
                () -> Redis.createClient(vertx, new RedisOptions(options)),
                Infrastructure.getDefaultWorkerPool());
        RedisAPI api = RedisAPI.api(
                io.vertx.mutiny.redis.client.Redis.newInstance(new ObservableRedis(redis, NAME, observer)));
        if (options.getType() != RedisClientType.STANDALONE || !withoutTraces) {
            measureQueue(redis::underWay, options, meters);
            return api;
        }
        Pipelines pipelines = new Pipelines(
                (VertxInternal) vertx, options, (took, success) -> observer.report(NAME, took.toNanos(), success));
        measureQueue(() -> redis.underWay() + pipelines.underWay(), options, meters);
        return new PipelinedRedis(api, pipelines);
    }

    private static void measureQueue(IntSupplier underWay, RedisOptions options, MeterRegistry meters) {
        Gauge.builder("redis.pool.queue.size", () -> Math.max(underWay.getAsInt() - options.getMaxPoolSize(), 0))
                .description("Commands that wait behind as many others as the pool has connections")
                .register(meters);
    }

    /** Denies the meters of a client's pool: they would be registered again for each new client. */
    @Produces
    @Singleton
    static MeterFilter withoutMetersOfPools() {
        return MeterFilter.deny(meter -> meter.getName().startsWith("redis.pool.") && meter.getTag(POOL) != null);
    }

    void close(@Disposes RedisAPI api) {
        api.close();
    }
}
