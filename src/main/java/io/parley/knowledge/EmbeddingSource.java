package io.parley.knowledge;

import io.parley.chat.EmbeddingClient;
import io.parley.http.Pause;
import java.time.Duration;

/**
 * The sources of vectors: the store, or else the deployment.
 *
 * @param lifetime the lifetime of a vector in the store, from its last use
 * @param pause completes after a given time
 */
record EmbeddingSource(
        EmbeddingClient client, VectorStore store, Duration lifetime, EmbeddingMetrics metrics, Pause pause) {}
