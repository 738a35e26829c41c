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
 * Tells Quarkus' client what it talks to. Were Quarkus' own setting an expression of ours, a wrong value would be refused
 * twice, and once by a name that nobody has set.
 *
 * <p>A cluster's client repeats the addresses of nodes that it cannot reach in its errors, which end in the log and in the
 * answer of the readiness check. So they must not hold the password.
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

    /** What a client needs to connect, once the application has come to it. */
    RedisOptions options() {
        return Objects.requireNonNull(options, "Quarkus has made no client of Redis");
    }

    private static void cluster(RedisOptions options) {
        options.setType(RedisClientType.CLUSTER);
        options.getEndpoints().stream()
                .map(address -> RedisAddresses.password(URI.create(address)))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(options::setPassword);
        options.setEndpoints(options.getEndpoints().stream()
                .map(address -> RedisAddresses.withoutPassword(URI.create(address)))
                .map(URI::toString)
                .toList());
    }
}
