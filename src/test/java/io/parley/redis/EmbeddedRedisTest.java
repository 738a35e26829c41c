package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class EmbeddedRedisTest {

    @Test
    @EnabledIfEnvironmentVariable(named = EmbeddedRedis.EXECUTABLE, matches = ".+")
    void isTheOneThatTheVariableNames() {
        TestRedis redis = new TestRedis();
        redis.start();
        try {
            assertThat(redis.api()
                            .info(List.of("server"))
                            .await()
                            .indefinitely()
                            .toString())
                    .contains("executable:" + System.getenv(EmbeddedRedis.EXECUTABLE) + "\r\n");
        } finally {
            redis.stop();
        }
    }
}
