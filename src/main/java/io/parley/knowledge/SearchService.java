package io.parley.knowledge;

import java.util.Optional;

/** A service that holds the operator's documents, in place of a folder. */
public interface SearchService {

    /** Returns the search; absent where no service is named. */
    Optional<Search> search();
}
