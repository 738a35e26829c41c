package io.parley.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits compounds into words: {@code Statusseite} into {@code Status} and {@code Seite}. The words of the documents are the
 * dictionary: each part must occur somewhere as a separate word.
 */
final class Compounds {

    private static final int SHORTEST_PART = 4;
    private static final List<String> LINKS = List.of("", "s", "n", "es", "en", "er", "e");

    private static final int[] NO_PARTS = {};

    private final Vocabulary vocabulary;

    Compounds(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Returns the ids of two or more words; empty if the word is no compound, or its parts are unknown. */
    int[] partsOf(String word) {
        return word.length() < 2 * SHORTEST_PART || Character.isDigit(word.charAt(0))
                ? NO_PARTS
                : split(word, 0).stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the longest first word whose remainder can be split too. */
    private List<Integer> split(String word, int from) {
        for (int end = word.length() - SHORTEST_PART; end >= from + SHORTEST_PART; end--) {
            int first = first(word, from, end);
            if (first != Vocabulary.NONE) {
                int last = vocabulary.find(word, end, word.length());
                List<Integer> rest = last == Vocabulary.NONE ? split(word, end) : List.of(last);
                if (!rest.isEmpty()) {
                    List<Integer> parts = new ArrayList<>();
                    parts.add(first);
                    parts.addAll(rest);
                    return parts;
                }
            }
        }
        return List.of();
    }

    private int first(String word, int from, int end) {
        for (String link : LINKS) {
            int bare = end - link.length();
            if (bare >= from + SHORTEST_PART && word.startsWith(link, bare)) {
                int id = vocabulary.find(word, from, bare);
                if (id != Vocabulary.NONE) {
                    return id;
                }
            }
        }
        return Vocabulary.NONE;
    }
}
