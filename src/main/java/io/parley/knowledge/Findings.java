package io.parley.knowledge;

import java.util.List;

/**
 * What a search came to.
 *
 * @param searched false where the question has no word to search for, such as "can you do that?"
 * @param found the best passages first; empty where no word of the question occurs in the documents
 */
public record Findings(boolean searched, List<Found> found) {

    static final Findings NOT_SEARCHED = new Findings(false, List.of());

    public Findings {
        found = List.copyOf(found);
    }
}
