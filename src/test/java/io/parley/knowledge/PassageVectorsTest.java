package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.chat.EmbeddingClients;
import io.parley.knowledge.Deployment.Failure;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vectors of passages, with a real Redis. */
@QuarkusTest
@NullUnmarked
class PassageVectorsTest {

    private static final Duration LIFETIME = Duration.ofDays(30);

    @Inject
    EmbeddingClients clients;

    @Inject
    VectorStore store;

    @Inject
    RedisAPI redis;

    private final Deployment deployment = new Deployment();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    /** Nothing is kept of another test, since a deployment's name is a part of the keys. */
    private final String name = "embeddings-" + UUID.randomUUID();

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void paysForEachPassageOnceOverARestart() {
        Library library = KnowledgeOf.library("a.md", "# A\nOne monitor.", "b.md", "# B\nTwo monitors.");

        VectorIndex first = embedded(replica(), library);
        VectorIndex afterRestart = embedded(replica(), library);

        assertThat(deployment.calls()).singleElement().satisfies(texts -> assertThat(texts)
                .containsExactlyInAnyOrder("A\nOne monitor.", "B\nTwo monitors."));
        assertThat(encoded(afterRestart)).isEqualTo(encoded(first)).hasSize(2);
        assertThat(tokens()).isEqualTo(20);
    }

    @Test
    void paysOnlyForPassagesThatChanged() {
        PassageVectors replica = replica();
        embedded(replica, KnowledgeOf.library("a.md", "# A\nOne monitor.", "b.md", "# B\nTwo monitors."));

        embedded(replica, KnowledgeOf.library("a.md", "# A\nOne monitor.", "b.md", "# B\nThree monitors."));

        assertThat(deployment.calls()).last().isEqualTo(List.of("B\nThree monitors."));
        assertThat(deployment.calls()).hasSize(2);
    }

    @Test
    void waitsAsLongAsTheServiceAsksAndGoesOn() {
        deployment.fail(new Failure(429, "7"), new Failure(503, ""), new Failure(500, ""));

        embedded(replica(), KnowledgeOf.library("a.md", "# A\nOne monitor."));

        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(deployment.calls()).hasSize(4);
    }

    @Test
    void asksForManyPassagesInBatches() {
        embedded(replica(), library(100));

        assertThat(deployment.calls()).hasSize(4).allSatisfy(texts -> assertThat(texts)
                .hasSizeLessThanOrEqualTo(32));
        assertThat(deployment.calls().stream().flatMap(List::stream))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void doesNotLetOneRefusedTextKeepTheOthersFromTheirVectors() {
        PassageVectors replica = replica();

        replica.follow(KnowledgeOf.library(
                "a.md", "# A\nOne monitor.", "b.md", "# B\nAn unacceptable text.", "c.md", "# C\nTwo monitors."));

        await().untilAsserted(() -> assertThat(replica.known()).isEqualTo(2));
        assertThat(pauses).isEmpty();
    }

    @Test
    void triesAgainAfterARefusalOfAllTexts() {
        deployment.fail(Stream.generate(() -> new Failure(400, "")).limit(3).toArray(Failure[]::new));

        embedded(replica(), KnowledgeOf.library("a.md", "# A\nOne monitor.", "b.md", "# B\nTwo monitors."));

        assertThat(pauses).hasSize(1);
    }

    @Test
    void keepsVectorsAliveThatAreInUse() {
        PassageVectors replica = replica();
        VectorIndex index = embedded(replica, KnowledgeOf.library("a.md", "# A\nOne monitor.", "b.md", "# B\nTwo."));
        await().untilAsserted(() -> assertThat(redisKeys(index)).hasSize(2));
        List<String> keys = redisKeys(index);
        redis.expire(List.of(keys.get(0), "100")).await().indefinitely();
        redis.del(List.of(keys.get(1))).await().indefinitely();

        replica.renew().await().indefinitely();

        assertThat(redisKeys(index)).isEqualTo(keys).allSatisfy(key -> assertThat(
                        redis.ttl(key).await().indefinitely().toLong())
                .isBetween(LIFETIME.toSeconds() - 60, LIFETIME.toSeconds()));
        assertThat(deployment.calls()).hasSize(1);
    }

    private PassageVectors replica() {
        return new PassageVectors(new EmbeddingSource(
                clients.connect(name, Optional.of(deployment.address()), Optional.of("key")),
                store,
                LIFETIME,
                new EmbeddingMetrics(registry, () -> 0),
                pause -> {
                    pauses.add(pause);
                    return Uni.createFrom().voidItem();
                }));
    }

    private static VectorIndex embedded(PassageVectors replica, Library library) {
        replica.follow(library);
        await().untilAsserted(() -> assertThat(replica.of(library)).isPresent());
        await().untilAsserted(() -> assertThat(replica.known()).isEqualTo(library.passages()));
        return replica.of(library).orElseThrow();
    }

    private static Library library(int pages) {
        return KnowledgeOf.library(IntStream.range(0, pages)
                .boxed()
                .flatMap(page -> Stream.of(page + ".md", "# Page " + page + "\nNumber " + page + "."))
                .toArray(String[]::new));
    }

    private static List<String> encoded(VectorIndex index) {
        return IntStream.range(0, index.size())
                .mapToObj(passage -> index.vector(passage).encoded())
                .toList();
    }

    private List<String> redisKeys(VectorIndex index) {
        return IntStream.range(0, index.size())
                .mapToObj(index::key)
                .map(key -> "parley:{" + Character.digit(key.charAt(key.length() - 1), 16) + "}:vector:" + key)
                .filter(key -> redis.ttl(key).await().indefinitely().toLong() > 0)
                .toList();
    }

    private double tokens() {
        return registry.counter("parley.knowledge.embeddings.tokens", "purpose", "passages")
                .count();
    }
}
