package io.parley.knowledge;

import java.util.List;

/**
 * The part of a document between two headings.
 *
 * @param headings above it, the outermost first
 * @param blocks paragraphs, lists, tables and blocks of code, each whole
 */
record Section(List<String> headings, List<String> blocks) {

    Section {
        headings = List.copyOf(headings);
        blocks = List.copyOf(blocks);
    }
}
