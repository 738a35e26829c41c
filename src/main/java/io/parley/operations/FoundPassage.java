package io.parley.operations;

import io.parley.knowledge.Found;
import io.parley.knowledge.Page;
import io.parley.knowledge.Passage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage that a search has found, for an operator.
 *
 * @param score compares passages of one search
 * @param document its path below the folder
 * @param headings above the passage, the outermost first, without the title
 * @param language such as {@code de}; empty for a language that is not analysed
 * @param address absent if users cannot open the document
 */
@RegisterForReflection
record FoundPassage(
        double score,
        String document,
        String title,
        List<String> headings,
        String language,
        @Nullable String address,
        String text) {

    private static final double THOUSANDTHS = 1_000;

    static FoundPassage of(Found found) {
        Passage passage = found.passage();
        Page page = passage.page();
        return new FoundPassage(
                Math.round(found.score() * THOUSANDTHS) / THOUSANDTHS,
                page.path(),
                page.title(),
                passage.headings(),
                page.language().code(),
                page.address().map(URI::toASCIIString).orElse(null),
                passage.text());
    }
}
