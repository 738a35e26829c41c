package io.parley.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sets the client type of Quarkus' Redis client. Quarkus' own setting could refer to ours. But then a wrong value would cause
 * two errors, one of them with a name that the operator has not set.
 *
 * <p>Stops the start if TLS is set, and an address is without it.
 *
 * <p>Takes the password out of the addresses: a cluster's client puts addresses of unreachable nodes into its errors, which
 * appear in the log and in the readiness check.
 */
@ApplicationScoped
class RedisClientOptions implements RedisOptionsCustomizer {

    private final RedisConfig config;
    private final Optional<String> tlsConfiguration;
    private volatile @Nullable RedisOptions options;

    /** @param tlsConfiguration the name of a configuration of Quarkus' TLS registry */
    RedisClientOptions(
            RedisConfig config,
            @ConfigProperty(name = "quarkus.redis.tls-configuration-name") Optional<String> tlsConfiguration) {
        this.config = config;
        this.tlsConfiguration = tlsConfiguration;
    }

    @Override
    public void customize(String client, RedisOptions options) {
        demandTls(options);
        switch (config.type()) {
            case STANDALONE -> options.setType(RedisClientType.STANDALONE);
            case CLUSTER -> cluster(options);
        }
        this.options = options;
    }

    /** Quarkus only warns that it does not use a named configuration. The password would be sent without TLS. */
    private void demandTls(RedisOptions options) {
        boolean isSet = options.getNetClientOptions().isSsl() || tlsConfiguration.isPresent();
        if (isSet && options.getEndpoints().stream().anyMatch(address -> address.startsWith("redis:"))) {
            throw new ConfigurationException(
                    "REDIS_URL has an address with redis://, but TLS is set for Redis (quarkus.redis.tls…, or an address with"
                            + " rediss://): let each address begin with rediss://.");
        }
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
