package io.parley.operations;

import io.parley.knowledge.Findings;
import io.parley.knowledge.Found;
import io.parley.knowledge.Page;
import io.parley.knowledge.Passage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a search in the documents, for an operator.
 *
 * @param searched false if the question has no word to search for
 * @param milliseconds the duration of the search
 * @param found the best passages first
 */
@RegisterForReflection
record FoundPassages(boolean searched, double milliseconds, List<One> found) {

    private static final double MICROSECOND = 1_000;

    /** @param nanoseconds the duration of the search */
    static FoundPassages of(Findings findings, long nanoseconds) {
        return new FoundPassages(
                findings.searched(),
                Math.round(nanoseconds / MICROSECOND) / MICROSECOND,
                findings.found().stream().map(One::of).toList());
    }

    /**
     * A passage.
     *
     * @param score compares passages of one search
     * @param document its path below the folder
     * @param headings above the passage, the outermost first, without the title
     * @param language such as {@code de}; empty for a language that is not analysed
     * @param address absent if users cannot open the document
     */
    @RegisterForReflection
    record One(
            double score,
            String document,
            String title,
            List<String> headings,
            String language,
            @Nullable String address,
            String text) {

        private static One of(Found found) {
            Passage passage = found.passage();
            Page page = passage.page();
            return new One(
                    Math.round(found.score() * MICROSECOND) / MICROSECOND,
                    page.path(),
                    page.title(),
                    passage.headings(),
                    page.language().code(),
                    page.address().map(URI::toASCIIString).orElse(null),
                    passage.text());
        }
    }
}
