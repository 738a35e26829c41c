package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.chat.EmbeddingClient;
import io.parley.chat.EmbeddingClients;
import io.parley.knowledge.Deployment.Failure;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The search by words and by meaning. */
@QuarkusTest
@NullUnmarked
class HybridSearchTest {

    private static final String MEANT = "Which page takes a vanity address?";

    @Inject
    EmbeddingClients clients;

    @Inject
    VectorStore store;

    @Inject
    Vertx vertx;

    private final Deployment deployment = new Deployment();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EmbeddingMetrics metrics = new EmbeddingMetrics(registry, () -> 0);
    private final Library library = KnowledgeOf.library(
            "domains.md",
            "# Domains\nPoint a CNAME record to us.",
            "pages.md",
            "# Status\nA page shows the status.",
            "addresses.md",
            "# Billing\nThe address is on the invoice.");

    private LibrarySearch words;
    private PassageVectors passages;
    private HybridSearch search;

    @BeforeEach
    void embed() {
        EmbeddingClient client =
                clients.connect("e-" + UUID.randomUUID(), Optional.of(deployment.address()), Optional.of("key"));
        words = new LibrarySearch(vertx);
        passages = new PassageVectors(
                new EmbeddingSource(client, store, Duration.ofDays(1), metrics, pause -> Uni.createFrom()
                        .nothing()));
        words.follow(passages::follow);
        search = new HybridSearch(vertx, words, passages, new QuestionVectors(client, Duration.ofMillis(500), metrics));
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void findsWhatIsMeantAndNotSaid() {
        open();

        assertThat(pages(words, MEANT)).doesNotContain("domains.md");
        assertThat(pages(search, MEANT)).contains("domains.md");
    }

    @Test
    void asksForTheMeaningOfAFollowUpTogetherWithTheQuestionBefore() {
        open();

        search.find(new Query("and on Windows?", "How do I install the probe?"), 5)
                .await()
                .indefinitely();

        assertThat(deployment.calls()).last().isEqualTo(List.of("How do I install the probe?\nand on Windows?"));
    }

    @Test
    void asksNothingForAQuestionWithoutAWordOfItsOwn() {
        open();
        int before = deployment.calls().size();

        assertThat(search.find(Query.of("Can you do that?"), 5)
                        .await()
                        .indefinitely()
                        .searched())
                .isFalse();
        assertThat(deployment.calls()).hasSize(before);
    }

    @Test
    void searchesByWordsAloneAfterAFailureAndLeavesTheDeploymentAloneForAWhile() {
        open();
        int before = deployment.calls().size();
        deployment.fail(new Failure(429, "120"));

        assertThat(pages(search, "page status")).first().isEqualTo("pages.md");
        assertThat(pages(search, "page status")).first().isEqualTo("pages.md");

        assertThat(deployment.calls()).hasSize(before + 1);
        assertThat(wordsAlone()).isEqualTo(2);
        assertThat(registry.get("parley.knowledge.embeddings")
                        .tags("purpose", "question", "outcome", "throttled")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void doesNotWaitLongForASilentDeployment() {
        open();
        deployment.fallSilent();

        assertThat(search.find(Query.of("page status"), 5)
                        .await()
                        .atMost(Duration.ofSeconds(5))
                        .found())
                .isNotEmpty();
        assertThat(wordsAlone()).isEqualTo(1);
    }

    @Test
    void searchesByWordsBeforeThereAreVectors() {
        deployment.fail(new Failure(503, ""));
        words.open(library);

        await().untilAsserted(() -> assertThat(deployment.calls()).hasSize(1));
        assertThat(pages(search, "page status")).first().isEqualTo("pages.md");
        assertThat(deployment.calls()).hasSize(1);
    }

    private void open() {
        words.open(library);
        await().untilAsserted(() -> assertThat(passages.of(library)).isPresent());
    }

    private static List<String> pages(Search search, String question) {
        return search.find(Query.of(question), 5).await().indefinitely().found().stream()
                .map(found -> found.passage().page().path())
                .toList();
    }

    private double wordsAlone() {
        return registry.counter("parley.knowledge.search.words.alone").count();
    }
}
