package io.parley.knowledge;

import io.smallrye.mutiny.Uni;

/** Finds passages for a question. */
interface Search {

    /**
     * Completes on the caller's context, or fails where the documents cannot be searched.
     *
     * @param most passages to find
     */
    Uni<Findings> find(Query query, int most);
}
