package io.parley.knowledge;

import io.parley.chat.WholeCharacters;
import java.util.ArrayList;
import java.util.List;

/** Cuts Markdown at its headings. Blocks of code and tables stay whole. A heading within code does not count. */
final class MarkdownSections {

    private static final int DEEPEST = 6;

    /** In UTF-16 units. Each passage below a heading repeats it. */
    private static final int LONGEST_HEADING = 300;

    private static final int SHORTEST_FENCE = 3;

    private final String markdown;
    private final Lines lines;
    private final List<Section> sections = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();
    private final Blocks blocks = new Blocks(this::section);
    private List<String> headings = List.of();
    private char fence;
    private int lengthOfFence;
    private boolean comment;

    private MarkdownSections(String markdown, int from) {
        this.markdown = markdown;
        this.lines = new Lines(markdown, from);
    }

    /** @param from where the text begins */
    static List<Section> of(String markdown, int from) {
        return new MarkdownSections(markdown, from).read();
    }

    private List<Section> read() {
        while (lines.next()) {
            if (lengthOfFence > 0) {
                code();
            } else if (!isComment()) {
                text();
            }
        }
        blocks.endSection();
        return sections;
    }

    private void section(String text) {
        sections.add(new Section(headings, text));
    }

    private void code() {
        append();
        int length = lines.run(fence);
        if (length >= lengthOfFence && length == lines.end() - lines.first()) {
            lengthOfFence = 0;
        }
    }

    private boolean isComment() {
        boolean inside = comment || lines.startsWith("<!--");
        comment = inside && !lines.contains("-->");
        return inside;
    }

    private void text() {
        if (opensCode()) {
            append();
        } else if (lines.isBlank()) {
            blocks.endBlock();
        } else if (depth() > 0) {
            heading(depth());
        } else {
            append();
        }
    }

    private boolean opensCode() {
        if (!lines.startsWith("```") && !lines.startsWith("~~~")) {
            return false;
        }
        char mark = markdown.charAt(lines.first());
        int length = lines.run(mark);
        int backtick = markdown.indexOf('`', lines.first() + length);
        if (backtick >= 0 && backtick < lines.end()) {
            return false;
        }
        fence = mark;
        lengthOfFence = length;
        return true;
    }

    private int depth() {
        int depth = lines.run('#');
        int behind = lines.first() + depth;
        return depth <= DEEPEST && behind < lines.end() && markdown.charAt(behind) == ' ' ? depth : 0;
    }

    private void heading(int depth) {
        blocks.endSection();
        List<String> path = new ArrayList<>(headings);
        while (!depths.isEmpty() && depths.get(depths.size() - 1) >= depth) {
            depths.remove(depths.size() - 1);
            path.remove(path.size() - 1);
        }
        depths.add(depth);
        String written = markdown.substring(lines.first() + depth, lines.end()).strip();
        path.add(InlineMarkup.plain(WholeCharacters.beginning(written, LONGEST_HEADING)));
        headings = List.copyOf(path);
    }

    private void append() {
        blocks.add(markdown, lines.start(), lines.end());
    }
}
