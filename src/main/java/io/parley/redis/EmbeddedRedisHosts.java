package io.parley.redis;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Provides the address of Redis in dev mode and tests: {@code REDIS_URL} if it is set, or else an embedded Redis that starts
 * and stops with the application.
 */
@ApplicationScoped
@Identifier("parley")
@IfBuildProfile(anyOf = {"dev", "test"})
class EmbeddedRedisHosts implements RedisHostsProvider {

    private final RedisConfig config;
    private @Nullable EmbeddedRedis server;

    EmbeddedRedisHosts(RedisConfig config) {
        this.config = config;
    }

    @Override
    public Set<URI> getHosts() {
        return config.url().map(url -> RedisAddresses.parse(url, config.type())).orElseGet(this::start);
    }

    private Set<URI> start() {
        server = EmbeddedRedis.start();
        Log.infof("Started an embedded Redis at %s. Set REDIS_URL to use another.", server.address());
        return Set.of(server.address());
    }

    @PreDestroy
    void stop() {
        if (server != null) {
            server.stop();
        }
    }
}
