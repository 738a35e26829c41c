package io.parley.redis;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.redis.runtime.client.ObservableRedis;
import io.quarkus.redis.runtime.client.ObservableRedisMetrics;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides a {@link RenewedRedis} instead of Quarkus' own client, with the same options. */
@Singleton
class RedisConnections {

    private static final String NAME = "<default>";
    private static final String POOL = "pool.name";

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    RedisAPI api(
            Vertx vertx, RedisClientOptions client, Instance<ObservableRedisMetrics> metrics, MeterRegistry meters) {
        RedisOptions options = client.options();
        RenewedRedis redis = new RenewedRedis(
                vertx,
                () -> Redis.createClient(vertx, new RedisOptions(options)),
                Infrastructure.getDefaultWorkerPool());
        Gauge.builder("redis.pool.queue.size", redis, made -> Math.max(made.underWay() - options.getMaxPoolSize(), 0))
                .description("Commands that wait for a connection")
                .register(meters);
        ObservableRedisMetrics observer = metrics.isResolvable() ? metrics.get() : ObservableRedisMetrics.NOOP;
        return RedisAPI.api(io.vertx.mutiny.redis.client.Redis.newInstance(new ObservableRedis(redis, NAME, observer)));
    }

    /** Denies the meters of a client's pool: they would be registered again for each new client. */
    @Produces
    @Singleton
    MeterFilter withoutMetersOfPools() {
        return MeterFilter.deny(meter -> meter.getName().startsWith("redis.pool.") && meter.getTag(POOL) != null);
    }

    void close(@Disposes RedisAPI api) {
        api.close();
    }
}
