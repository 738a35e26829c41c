package io.parley.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells Quarkus' client what it talks to. Were Quarkus' own setting an expression of ours, a wrong value would be refused
 * twice, and once by a name that nobody has set.
 */
@ApplicationScoped
class RedisClientOptions implements RedisOptionsCustomizer {

    private final RedisConfig config;

    RedisClientOptions(RedisConfig config) {
        this.config = config;
    }

    @Override
    public void customize(String client, RedisOptions options) {
        options.setType(
                switch (config.type()) {
                    case STANDALONE -> RedisClientType.STANDALONE;
                    case CLUSTER -> RedisClientType.CLUSTER;
                });
    }
}
