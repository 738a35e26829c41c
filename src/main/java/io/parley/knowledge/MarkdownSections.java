package io.parley.knowledge;

import io.parley.chat.WholeCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts Markdown at its headings. Blocks of code and tables stay whole. A heading within code does not count. */
final class MarkdownSections {

    private static final int DEEPEST = 6;

    /** In UTF-16 units. Each passage below a heading repeats it. */
    private static final int LONGEST_HEADING = 300;

    private final List<Section> sections = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();
    private final List<String> blocks = new ArrayList<>();
    private final StringBuilder block = new StringBuilder();
    private String fence = "";
    private boolean comment;

    private MarkdownSections() {}

    static List<Section> of(String markdown) {
        MarkdownSections reading = new MarkdownSections();
        markdown.lines().forEach(reading::line);
        reading.endSection();
        return List.copyOf(reading.sections);
    }

    private void line(String line) {
        if (!fence.isEmpty()) {
            code(line);
        } else if (!isComment(line)) {
            text(line);
        }
    }

    private void code(String line) {
        append(line);
        String bare = line.strip();
        if (bare.startsWith(fence) && bare.chars().allMatch(character -> character == fence.charAt(0))) {
            fence = "";
        }
    }

    private boolean isComment(String line) {
        boolean inside = comment || line.stripLeading().startsWith("<!--");
        comment = inside && !line.contains("-->");
        return inside;
    }

    private void text(String line) {
        String bare = line.strip();
        Optional<String> opened = openedBy(bare);
        if (opened.isPresent()) {
            fence = opened.get();
            append(line);
        } else if (bare.isEmpty()) {
            endBlock();
        } else if (depth(bare) > 0) {
            heading(depth(bare), bare);
        } else {
            append(line);
        }
    }

    private static Optional<String> openedBy(String line) {
        if (!line.startsWith("```") && !line.startsWith("~~~")) {
            return Optional.empty();
        }
        char mark = line.charAt(0);
        int length = 3;
        while (length < line.length() && line.charAt(length) == mark) {
            length++;
        }
        return line.indexOf('`', length) < 0 ? Optional.of(line.substring(0, length)) : Optional.empty();
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '#') {
            depth++;
        }
        return depth <= DEEPEST && depth < line.length() && line.charAt(depth) == ' ' ? depth : 0;
    }

    private void heading(int depth, String line) {
        endSection();
        while (!depths.isEmpty() && depths.get(depths.size() - 1) >= depth) {
            depths.remove(depths.size() - 1);
            headings.remove(headings.size() - 1);
        }
        depths.add(depth);
        headings.add(InlineMarkup.plain(
                WholeCharacters.beginning(line.substring(depth).strip(), LONGEST_HEADING)));
    }

    private void append(String line) {
        block.append(line.stripTrailing()).append('\n');
    }

    private void endBlock() {
        if (!block.isEmpty()) {
            blocks.add(block.toString().stripTrailing());
            block.setLength(0);
        }
    }

    private void endSection() {
        endBlock();
        if (!blocks.isEmpty()) {
            sections.add(new Section(headings, blocks));
            blocks.clear();
        }
    }
}
