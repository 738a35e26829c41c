package io.parley.activity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that opens a block of code in Markdown.
 *
 * @param indent the text before it: blanks in a list, angle brackets in a quote
 * @param mark three or more backticks or tildes; the line that closes the block has at least as many
 * @param language the text behind it
 */
record Fence(String indent, String mark, String language) {

    static final int USUAL = 3;

    /** A longer line is not repeated completely. */
    static final int LONGEST = 24;

    private static final String MARK = "(`{3,}|~{3,})(.*)";
    private static final Pattern LINE = Pattern.compile("([ \\t>]*)" + MARK);

    /** The opening of a block may follow the marker of a list item. */
    private static final Pattern OPENING =
            Pattern.compile("((?:[ \\t>]++|[-*+][ \\t]|\\d{1,9}[.)][ \\t]){0,20}+)" + MARK);

    /** Returns the fence of the block of code in which a text ends. */
    static Optional<Fence> openAtTheEndOf(String text) {
        Optional<Fence> open = Optional.empty();
        for (String line : text.split("\n", -1)) {
            if (open.isEmpty()) {
                // With a further backtick, it is code within a line.
                open = of(OPENING, line).filter(opening -> opening.language().indexOf('`') < 0);
            } else if (of(LINE, line).filter(open.get()::isClosedBy).isPresent()) {
                open = Optional.empty();
            }
        }
        return open;
    }

    /** Returns the text that closes the block at a cut. */
    String closing() {
        return fits() ? indent + mark : mark.substring(0, 3);
    }

    boolean isUnusual() {
        return closing().length() > USUAL;
    }

    /** Returns the text after the cut as its own block; unchanged if the block ends there. */
    String continued(String text) {
        String rest = text.startsWith("\n") ? text.substring(1) : text;
        String[] lines = rest.split("\n", 2);
        if (of(LINE, lines[0]).filter(this::isClosedBy).isPresent()) {
            return lines.length > 1 ? lines[1].stripLeading() : "";
        }
        return opening() + "\n" + rest;
    }

    private String opening() {
        String line = closing() + language;
        return line.length() <= LONGEST ? line : closing();
    }

    private boolean isClosedBy(Fence line) {
        return line.language.isBlank() && line.mark.startsWith(mark);
    }

    private boolean fits() {
        return indent.length() + mark.length() <= LONGEST;
    }

    private static Optional<Fence> of(Pattern form, String line) {
        Matcher fence = form.matcher(line);
        return fence.matches()
                ? Optional.of(new Fence(
                        // Blanks of the same width: the block's other lines are indented as far.
                        fence.group(1).replaceAll("[^ \\t>]", " "),
                        fence.group(2),
                        fence.group(3).stripTrailing()))
                : Optional.empty();
    }
}
