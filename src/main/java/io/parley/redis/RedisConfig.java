package io.parley.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Configures the Redis that stores conversations and turns. */
@ConfigMapping(prefix = "parley.redis")
public interface RedisConfig {

    /**
     * {@code REDIS_URL}: {@code redis://[:password@]host:port[/database]}, {@code rediss://} for TLS; for a cluster, one or
     * more of its nodes, separated by commas. Required in production. A secret: it may contain a password.
     */
    Optional<List<String>> url();

    /** {@code PARLEY_REDIS_TYPE}: whether the url names a single server or a cluster. */
    @WithDefault("standalone")
    RedisType type();
}
