package io.parley.knowledge;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Finds passages for a question. */
public interface Search {

    /**
     * Completes on the caller's context, or fails where the documents cannot be searched.
     *
     * @param most passages to find
     */
    Uni<Findings> find(Query query, int most);

    /** The hosts of the documents' addresses, as far as they are known. */
    default Set<String> hosts() {
        return Set.of();
    }
}
