package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.redis.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EvictionCheckTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    @AfterEach
    void keepEverything() {
        setPolicy("noeviction");
    }

    @Test
    void tellsWhenRedisThrowsThingsAway() {
        assertThat(policy()).isEmpty();

        setPolicy("volatile-lru");

        assertThat(policy()).contains("volatile-lru");
    }

    private static Optional<String> policy() {
        return new EvictionCheck(REDIS.api()).evictingPolicy().await().atMost(Duration.ofSeconds(10));
    }

    private static void setPolicy(String policy) {
        REDIS.api().config(List.of("SET", "maxmemory-policy", policy)).await().atMost(Duration.ofSeconds(10));
    }
}
