package io.parley.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.chat.EmbeddingClient;
import io.parley.chat.EmbeddingClients;
import io.parley.http.Pause;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Adds a search by meaning to the search by words, where an embedding deployment is named. */
@Singleton
class SearchByMeaning {

    private final EmbeddingsConfig config;
    private final EmbeddingClients clients;
    private final VectorStore store;
    private final MeterRegistry registry;
    private final Vertx vertx;

    SearchByMeaning(
            EmbeddingsConfig config, EmbeddingClients clients, VectorStore store, MeterRegistry registry, Vertx vertx) {
        this.config = config;
        this.clients = clients;
        this.store = store;
        this.registry = registry;
        this.vertx = vertx;
    }

    /** @return the search by words itself if no deployment is named */
    Search beside(LibrarySearch words) {
        return config.embeddings()
                .map(String::strip)
                .map(deployment -> clients.connect(deployment, config.embeddingsEndpoint(), config.embeddingsKey()))
                .<Search>map(client -> beside(words, client))
                .orElse(words);
    }

    private HybridSearch beside(LibrarySearch words, EmbeddingClient client) {
        Log.infof("Documents are searched by meaning as well, with vectors of %s.", client.name());
        AtomicReference<@Nullable PassageVectors> made = new AtomicReference<>();
        EmbeddingMetrics metrics = new EmbeddingMetrics(registry, () -> known(made.get()));
        PassageVectors passages = new PassageVectors(
                new EmbeddingSource(client, store, config.embeddingsRetention(), metrics, Pause.on(vertx)));
        made.set(passages);
        words.follow(passages::follow);
        passages.keep();
        return new HybridSearch(
                vertx, words, passages, new QuestionVectors(client, config.embeddingsTimeout(), metrics));
    }

    private static int known(@Nullable PassageVectors passages) {
        return passages == null ? 0 : passages.known();
    }
}
