package io.parley.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisVectorsTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    static final Duration LIFETIME = Duration.ofDays(30);

    final RedisVectors vectors = new RedisVectors(REDIS.api());

    @Test
    void keepsVectorsOverAllPartitions() {
        Map<String, String> many = IntStream.range(0, 1_000)
                .boxed()
                .collect(Collectors.toMap(number -> "abc:%040x".formatted(number), number -> "vector " + number));

        now(vectors.write(many, LIFETIME));

        assertThat(now(vectors.read(List.copyOf(many.keySet()), LIFETIME))).isEqualTo(many);
        assertThat(REDIS.keys()).hasSize(1_000).contains("parley:{15}:vector:abc:%040x".formatted(15));
    }

    @Test
    void leavesOutWhatIsNotKept() {
        now(vectors.write(Map.of("abc:1", "one", "abc:21", "two"), LIFETIME));

        assertThat(now(vectors.read(List.of("abc:11", "abc:1", "abc:31", "abc:21", "def:1"), LIFETIME)))
                .isEqualTo(Map.of("abc:1", "one", "abc:21", "two"));
        assertThat(now(vectors.read(List.of(), LIFETIME))).isEmpty();
    }

    @Test
    void renewsTheLifetimeOfWhatIsRead() {
        now(vectors.write(Map.of("abc:1", "one", "abc:21", "two"), Duration.ofMinutes(1)));

        now(vectors.read(List.of("abc:1"), LIFETIME));

        assertThat(lifetime("abc:1")).isBetween(LIFETIME.toSeconds() - 60, LIFETIME.toSeconds());
        assertThat(lifetime("abc:21")).isBetween(1L, 60L);
    }

    private static long lifetime(String key) {
        return now(REDIS.api().ttl("parley:{1}:vector:" + key)).toLong();
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
