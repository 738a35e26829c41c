package io.parley.knowledge;

import java.util.List;

/**
 * The result of a search.
 *
 * @param searched false if the question has no word to search for, such as "can you do that?"
 * @param found the best passages first; empty if no word of the question occurs in the documents
 */
public record Findings(boolean searched, List<Found> found) {

    /** The result for a question without a word to search for. */
    public static final Findings NOT_SEARCHED = new Findings(false, List.of());

    public Findings {
        found = List.copyOf(found);
    }
}
