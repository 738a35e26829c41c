package io.parley.knowledge;

/**
 * Reads a text line by line, without a string for each: positions are those of the text. Blanks at the end of a line do not belong
 * to it.
 */
final class Lines {

    private final String text;
    private int start;
    private int end;
    private int first;
    private int next;

    /** @param from where the first line begins */
    Lines(String text, int from) {
        this.text = text;
        this.next = from;
    }

    /** Goes to the next line. Returns false behind the last one. */
    boolean next() {
        if (next >= text.length()) {
            return false;
        }
        start = next;
        end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        next = end + (text.startsWith("\r\n", end) ? 2 : 1);
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        first = start;
        while (first < end && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return true;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Returns where the line begins without its blanks. */
    int first() {
        return first;
    }

    /** Returns where the next line begins. */
    int behind() {
        return Math.min(next, text.length());
    }

    boolean isBlank() {
        return first == end;
    }

    /** Whether the line is this, without its blanks. */
    boolean is(String other) {
        return end - first == other.length() && startsWith(other);
    }

    /** Whether the line begins with this, behind its blanks. */
    boolean startsWith(String beginning) {
        return first + beginning.length() <= end && text.startsWith(beginning, first);
    }

    boolean contains(String part) {
        for (int at = first; at + part.length() <= end; at++) {
            if (text.startsWith(part, at)) {
                return true;
            }
        }
        return false;
    }

    /** Returns how often the character is repeated at the beginning, behind the blanks. */
    int run(char character) {
        int at = first;
        while (at < end && text.charAt(at) == character) {
            at++;
        }
        return at - first;
    }
}
