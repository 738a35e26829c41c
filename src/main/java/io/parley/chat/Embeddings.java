package io.parley.chat;

import java.util.List;

/**
 * The vectors of texts, from an embedding deployment.
 *
 * @param vectors one for each text, in the order of the texts
 * @param tokens that the service counted for them; 0 if it does not say
 */
public record Embeddings(List<float[]> vectors, long tokens) {

    public Embeddings {
        vectors = List.copyOf(vectors);
    }
}
