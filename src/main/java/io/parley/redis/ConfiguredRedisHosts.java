package io.parley.redis;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.redis.client.RedisHostsProvider;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Set;

/** Provides the address in {@code REDIS_URL} to the Redis client in production. */
@ApplicationScoped
@Identifier("parley")
@UnlessBuildProfile(anyOf = {"dev", "test"})
class ConfiguredRedisHosts implements RedisHostsProvider {

    private final RedisConfig config;

    ConfiguredRedisHosts(RedisConfig config) {
        this.config = config;
    }

    @Override
    public Set<URI> getHosts() {
        return config.url()
                .map(url -> RedisAddresses.parse(url, config.type()))
                .orElseThrow(() -> new ConfigurationException(
                        "REDIS_URL is not set: it names the Redis that keeps conversations, redis://host:port."));
    }
}
