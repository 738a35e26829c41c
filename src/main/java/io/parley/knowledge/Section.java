package io.parley.knowledge;

import java.util.List;

/**
 * A part of a document below one heading, of a readable length.
 *
 * @param headings above it, the outermost first
 * @param text paragraphs, lists, tables and blocks of code, each whole
 */
record Section(List<String> headings, String text) {

    Section {
        headings = List.copyOf(headings);
    }
}
