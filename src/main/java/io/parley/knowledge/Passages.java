package io.parley.knowledge;

import io.parley.chat.WholeCharacters;
import java.util.ArrayList;
import java.util.List;

/** Splits a page's sections into passages of a readable length. Tables and code stay complete. */
final class Passages {

    /** In UTF-16 units: some 400 tokens. */
    private static final int USUAL = 1_600;

    /** A longer table or code is cut between lines. */
    private static final int LONGEST = 6_000;

    private final Page page;
    private final List<Passage> passages = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private Passages(Page page) {
        this.page = page;
    }

    static List<Passage> of(Page page, List<Section> sections) {
        Passages cutting = new Passages(page);
        sections.forEach(cutting::cut);
        return List.copyOf(cutting.passages);
    }

    private void cut(Section section) {
        List<String> headings = below(section.headings());
        for (String block : section.blocks()) {
            for (String piece : pieces(block)) {
                if (!text.isEmpty() && text.length() + piece.length() > USUAL) {
                    end(headings);
                }
                text.append(text.isEmpty() ? "" : "\n\n").append(piece);
            }
        }
        end(headings);
    }

    /** The first heading usually repeats the title. */
    private List<String> below(List<String> headings) {
        return !headings.isEmpty() && headings.get(0).equalsIgnoreCase(page.title())
                ? headings.subList(1, headings.size())
                : headings;
    }

    private void end(List<String> headings) {
        if (!text.isEmpty()) {
            passages.add(new Passage(page, headings, text.toString()));
            text.setLength(0);
        }
    }

    private static List<String> pieces(String block) {
        List<String> pieces = new ArrayList<>();
        String rest = block;
        while (rest.length() > LONGEST) {
            int line = rest.lastIndexOf('\n', LONGEST);
            String piece = WholeCharacters.beginning(rest, line > LONGEST / 2 ? line : LONGEST);
            pieces.add(piece);
            rest = rest.substring(piece.length()).stripLeading();
        }
        pieces.add(rest);
        return pieces;
    }
}
