package io.parley.knowledge;

import io.parley.chat.WholeCharacters;
import java.util.function.Predicate;

/**
 * The text to search for. Do not log it.
 *
 * @param question of the user
 * @param earlier the question before it in the conversation; empty if there was none. A question such as "And on Windows?" has
 *     too few words without it
 */
public record Query(String question, String earlier) {

    /**
     * A question with fewer words of its own is sent to a service together with the one before it. Both count alike there, so this is
     * less than where words of the question before count less.
     */
    private static final int FEW = 2;

    /** In UTF-16 units. */
    private static final int LONGEST = 2_000;

    public static Query of(String question) {
        return new Query(question, "");
    }

    /** Whether the question has a word of its own, in the language that it seems to be in. */
    public boolean isSearchable() {
        return isSearchable(stopWords());
    }

    boolean isSearchable(Predicate<String> stopWord) {
        return !Words.of(question).stream().allMatch(stopWord);
    }

    /** Returns the question, with the one before it where it has at most one word of its own. Each has at most 2,000 UTF-16 units. */
    public String meant() {
        return meant(stopWords(), FEW);
    }

    String meant(Predicate<String> stopWord, int few) {
        long own = Words.of(question).stream().filter(stopWord.negate()).count();
        return own < few && !earlier.isBlank() ? shortened(earlier) + "\n" + shortened(question) : shortened(question);
    }

    private Predicate<String> stopWords() {
        return LanguageGuess.of(question)::isStopWord;
    }

    private static String shortened(String text) {
        return WholeCharacters.beginning(text, LONGEST);
    }

    @Override
    public String toString() {
        return "Query[" + question.length() + " characters]";
    }
}
