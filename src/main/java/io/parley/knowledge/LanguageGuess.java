package io.parley.knowledge;

import java.util.List;

/** Guesses the language of a text from its stop words. */
final class LanguageGuess {

    /** Enough for a guess, and fast for a long text. */
    private static final int CHARACTERS = 4_000;

    private static final List<Language> LANGUAGES = List.of(Language.values());

    /** The stop words of all languages. */
    private static final WordTable WORDS = new WordTable();

    /** The languages of each stop word, one bit each. */
    private static final Ints LANGUAGES_OF_WORDS = new Ints();

    static {
        LANGUAGES.stream().flatMap(language -> language.stopWords().stream()).forEach(WORDS::add);
        for (int word = 0; word < WORDS.size(); word++) {
            LANGUAGES_OF_WORDS.add(languagesOf(WORDS.word(word)));
        }
    }

    private LanguageGuess() {}

    private static int languagesOf(String word) {
        return LANGUAGES.stream()
                .filter(language -> language.isStopWord(word))
                .mapToInt(language -> 1 << language.ordinal())
                .sum();
    }

    static Language of(String text) {
        return of(text, 0);
    }

    /** @param from where the text begins */
    static Language of(String text, int from) {
        int[] counts = new int[LANGUAGES.size()];
        Words.each(text.substring(from, Math.min(text.length(), from + CHARACTERS)), word -> count(word, counts));
        int best = Language.OTHER.ordinal();
        for (int language = counts.length - 1; language >= 0; language--) {
            if (counts[language] > 0 && counts[language] >= counts[best]) {
                best = language;
            }
        }
        return LANGUAGES.get(best);
    }

    private static void count(CharSequence word, int[] counts) {
        int known = WORDS.find(word);
        int languages = known == WordTable.NONE ? 0 : LANGUAGES_OF_WORDS.get(known);
        for (int language = 0; languages >> language > 0; language++) {
            counts[language] += languages >> language & 1;
        }
    }
}
