package io.parley.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The Redis that holds conversations and turns. */
@ConfigMapping(prefix = "parley.redis")
public interface RedisConfig {

    /**
     * {@code REDIS_URL}: {@code redis://[:password@]host:port[/database]}, {@code rediss://} for TLS; for a cluster, one or
     * several of its nodes with commas between them. Required in production. A secret, since it may hold a password.
     */
    Optional<List<String>> url();

    /** {@code PARLEY_REDIS_TYPE}: whether the url leads to a cluster. */
    @WithDefault("standalone")
    RedisType type();
}
