package io.parley.operations;

import io.parley.knowledge.Findings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The result of a search in the documents, for an operator.
 *
 * @param searched false if the question has no word to search for
 * @param milliseconds the duration of the search
 * @param found the best passages first
 */
@RegisterForReflection
record FoundPassages(boolean searched, double milliseconds, List<FoundPassage> found) {

    private static final double MICROSECOND = 1_000;

    /** @param nanoseconds the duration of the search */
    static FoundPassages of(Findings findings, long nanoseconds) {
        return new FoundPassages(
                findings.searched(),
                Math.round(nanoseconds / MICROSECOND) / MICROSECOND,
                findings.found().stream().map(FoundPassage::of).toList());
    }
}
