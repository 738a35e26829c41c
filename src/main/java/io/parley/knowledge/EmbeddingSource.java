package io.parley.knowledge;

import io.parley.chat.EmbeddingClient;
import io.parley.http.Pause;
import java.time.Duration;

/**
 * Where vectors of passages come from: the store, or else the deployment.
 *
 * @param lifetime of a vector in the store, from its last use
 * @param pause waits
 */
record EmbeddingSource(
        EmbeddingClient client, VectorStore store, Duration lifetime, EmbeddingMetrics metrics, Pause pause) {}
