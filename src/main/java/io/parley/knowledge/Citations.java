package io.parley.knowledge;

import io.parley.activity.MessageParts;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Reads what a model wrote for the numbers of the passages that it names as sources. Numbers that no passage has are removed, and so
 * is what would give a number another address: a link on it, or a definition of it. Pictures become their words, since their address would be
 * opened unasked. Code stays as it is.
 *
 * <p>What is shown of a text is the beginning of what is shown of any longer one: where the next character decides, nothing from
 * there on is shown.
 */
public final class Citations {

    private Citations() {}

    /**
     * @param text with the numbers of passages alone
     * @param used those numbers, in the order of their first appearance
     */
    public record Cited(String text, Set<Integer> used) {

        Cited followedBy(String sentence) {
            return new Cited(MessageParts.closed(text) + "\n\n" + sentence, used);
        }

        /** Without the text: it is not for a log. */
        @Override
        public String toString() {
            return "Cited" + used;
        }
    }

    /** @param passages how many the model was given */
    public static Cited of(String text, int passages) {
        CitationReader reader = new CitationReader(text, passages, false);
        String shown = reader.read();
        return new Cited(shown, new LinkedHashSet<>(reader.used()));
    }

    /** What can be shown of a text that is still being written. */
    public static String beginning(String text, int passages) {
        return new CitationReader(text, passages, true).read();
    }
}
