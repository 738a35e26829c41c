package io.parley.knowledge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configures the search by meaning, which is combined with the search by words. */
@ConfigMapping(prefix = "parley.knowledge")
public interface EmbeddingsConfig {

    /**
     * The name of a deployment of an embedding model, such as {@code text-embedding-3-small}. Each passage is sent to it once, and
     * each question. Without it, documents are searched by words alone.
     */
    Optional<String> embeddings();

    /** The resource of that deployment, if it is not {@code AZURE_OPENAI_ENDPOINT}. */
    Optional<String> embeddingsEndpoint();

    /** A key of that resource. A secret: never logged. */
    Optional<String> embeddingsKey();

    /** How long a question waits for its vector. After that it is searched by words alone. */
    @WithDefault("1s")
    @DurationMin(millis = 50, message = "must be from 50ms to 10s: set PARLEY_KNOWLEDGE_EMBEDDINGS_TIMEOUT")
    @DurationMax(seconds = 10, message = "must be from 50ms to 10s: set PARLEY_KNOWLEDGE_EMBEDDINGS_TIMEOUT")
    Duration embeddingsTimeout();

    /** How long Redis keeps the vector of a passage that no replica uses. */
    @WithDefault("30d")
    @DurationMin(hours = 1, message = "must be at least 1 hour: set PARLEY_KNOWLEDGE_EMBEDDINGS_RETENTION")
    Duration embeddingsRetention();
}
