package io.parley.knowledge;

/**
 * A passage that a search has found.
 *
 * @param score compares passages of one search; another search has another scale
 */
public record Found(Passage passage, double score) {

    Found weighed(double weight) {
        return new Found(passage, score * weight);
    }
}
