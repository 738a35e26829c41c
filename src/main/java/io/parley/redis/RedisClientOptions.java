package io.parley.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets the client type of Quarkus' Redis client. Quarkus' own setting could refer to ours. But then a wrong value would cause
 * two errors, one of them with a name that the operator has not set.
 *
 * <p>Takes the password out of the addresses: a cluster's client puts addresses of unreachable nodes into its errors, which
 * appear in the log and in the readiness check.
 */
@ApplicationScoped
class RedisClientOptions implements RedisOptionsCustomizer {

    private final RedisConfig config;
    private volatile @Nullable RedisOptions options;

    RedisClientOptions(RedisConfig config) {
        this.config = config;
    }

    @Override
    public void customize(String client, RedisOptions options) {
        switch (config.type()) {
            case STANDALONE -> options.setType(RedisClientType.STANDALONE);
            case CLUSTER -> cluster(options);
        }
        this.options = options;
    }

    /** Returns the options of the client, after Quarkus has created it. */
    RedisOptions options() {
        return Objects.requireNonNull(options, "Quarkus has not created a Redis client");
    }

    private static void cluster(RedisOptions options) {
        options.setType(RedisClientType.CLUSTER);
        options.getEndpoints().stream()
                .map(address -> UserInfo.password(URI.create(address)))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(options::setPassword);
        options.setEndpoints(options.getEndpoints().stream()
                .map(address -> UserInfo.withoutPassword(URI.create(address)))
                .map(URI::toString)
                .toList());
    }
}
