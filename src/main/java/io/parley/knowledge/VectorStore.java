package io.parley.knowledge;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Keeps vectors of passages outside of this replica, so that a restart and other replicas do not pay for them again. Keys and vectors
 * are short texts of ASCII; a key is {@code <space>:<digest of the text>}, with hexadecimal digits.
 */
public interface VectorStore {

    /** Returns the vectors that are kept, by key; the others are missing. Their lifetimes begin anew. Fails if it cannot be asked. */
    Uni<Map<String, String>> read(List<String> keys, Duration lifetime);

    /** Keeps vectors by their keys. */
    Uni<Void> write(Map<String, String> vectors, Duration lifetime);
}
