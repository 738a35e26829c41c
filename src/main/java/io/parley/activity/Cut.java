package io.parley.activity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where to cut a long text: between paragraphs if possible, or else between lines, sentences, words or characters. */
final class Cut {

    private static final List<String> BREAKS = List.of("\n\n", "\n", ". ", " ");

    /** A character as people see it, which may have several code points: letters with marks, emoji with joiners, flags. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private static final int LONGEST_CHARACTER = 100;

    private Cut() {}

    /** Returns where to cut: not in the first half, so that no part is very short. */
    static int in(String text, int limit) {
        return BREAKS.stream()
                .map(separator -> text.lastIndexOf(separator, limit - separator.length()) + separator.length())
                .filter(end -> end > limit / 2)
                .findFirst()
                .orElseGet(() -> endOfCharacter(text, limit));
    }

    private static int endOfCharacter(String text, int limit) {
        Matcher characters = CHARACTER.matcher(text).region(0, Math.min(text.length(), limit + LONGEST_CHARACTER));
        int end = 0;
        while (characters.find() && characters.end() <= limit) {
            end = characters.end();
        }
        int unit = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return end > limit / 2 ? end : unit;
    }
}
