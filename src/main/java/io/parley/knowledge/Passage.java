package io.parley.knowledge;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a document that is understandable by itself.
 *
 * @param headings above it, the outermost first, without the title of the page
 * @param text as the document has it: Markdown, with tables and code whole
 */
public record Passage(Page page, List<String> headings, String text) {

    private static final String BETWEEN = " > ";

    public Passage {
        headings = List.copyOf(headings);
    }

    /** The title of the page and the headings above the passage: {@code Alerts > E-mail > Limits}. */
    public String titlePath() {
        return Stream.concat(Stream.of(page.title()), headings.stream()).collect(Collectors.joining(BETWEEN));
    }
}
