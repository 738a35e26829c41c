package io.parley.knowledge;

import io.parley.activity.MessageParts;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds the numbers of passages in an answer, which are its sources. Removes numbers without a passage, and links or
 * definitions that would give a number another address. Pictures become their descriptions, because clients open their
 * addresses without a click. Code does not change.
 *
 * <p>The result for an unfinished text is the beginning of the result for every longer text. If the next character decides
 * about a place, the result ends before that place.
 */
public final class Citations {

    private Citations() {}

    /**
     * @param text with only the numbers of passages
     * @param used those numbers, in the order of their first appearance
     */
    public record Cited(String text, Set<Integer> used) {

        Cited followedBy(String sentence) {
            return new Cited(MessageParts.closed(text) + "\n\n" + sentence, used);
        }

        /** Omits the text, which must not be logged. */
        @Override
        public String toString() {
            return "Cited" + used;
        }
    }

    /** @param passages the number of passages that the model got: their numbers begin with 1 */
    public static Cited of(String text, int passages) {
        return of(text, upTo(passages));
    }

    /** @param passages whether a number stands for a passage that the model got */
    public static Cited of(String text, IntPredicate passages) {
        CitationReader reader = new CitationReader(text, passages, false);
        String shown = reader.read();
        return new Cited(shown, new LinkedHashSet<>(reader.used()));
    }

    /** Returns the part of an unfinished text that can be shown. */
    public static String beginning(String text, int passages) {
        return beginning(text, upTo(passages));
    }

    /** Returns the part of an unfinished text that can be shown. */
    public static String beginning(String text, IntPredicate passages) {
        return new CitationReader(text, passages, true).read();
    }

    private static IntPredicate upTo(int passages) {
        return number -> number >= 1 && number <= passages;
    }
}
