package io.parley.knowledge;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a document that is understandable by itself.
 *
 * @param headings the headings above it, the outermost first, without the title of the page
 * @param text the unchanged Markdown, with complete tables and code
 */
public record Passage(Page page, List<String> headings, String text) {

    private static final String BETWEEN = " > ";

    public Passage {
        headings = List.copyOf(headings);
    }

    /** Returns the title of the page and the headings above the passage: {@code Alerts > E-mail > Limits}. */
    public String titlePath() {
        return Stream.concat(Stream.of(page.title()), headings.stream()).collect(Collectors.joining(BETWEEN));
    }
}
