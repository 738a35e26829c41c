package io.parley.knowledge;

/** Removes marks of Markdown within a line. */
final class InlineMarkup {

    private InlineMarkup() {}

    /** Returns the words of a heading, without emphasis, code marks, an anchor at its end, and the addresses of links. */
    static String plain(String heading) {
        StringBuilder plain = new StringBuilder(heading.length());
        int end = heading.endsWith("}") && heading.contains("{#") ? heading.lastIndexOf("{#") : heading.length();
        for (int at = 0; at < end; at++) {
            char character = heading.charAt(at);
            if (character == ']' && at + 1 < end && heading.charAt(at + 1) == '(') {
                int close = heading.indexOf(')', at);
                at = close < 0 ? at : close;
            } else if ("*`[]#".indexOf(character) < 0) {
                plain.append(character);
            }
        }
        return plain.toString().strip();
    }
}
