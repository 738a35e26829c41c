package io.parley.knowledge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Guesses the language of a text from its stop words. */
final class LanguageGuess {

    /** Enough for a guess, and fast for a long text. */
    private static final int CHARACTERS = 4_000;

    private LanguageGuess() {}

    static Language of(String text) {
        List<String> words = Words.of(text.substring(0, Math.min(text.length(), CHARACTERS)));
        Language best = Arrays.stream(Language.values())
                .max(Comparator.comparingLong(language -> stopWords(language, words)))
                .orElse(Language.OTHER);
        return stopWords(best, words) == 0 ? Language.OTHER : best;
    }

    private static long stopWords(Language language, List<String> words) {
        return words.stream().filter(language::isStopWord).count();
    }
}
