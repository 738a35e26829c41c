package io.parley.knowledge;

import java.util.Comparator;

/**
 * How likely a question is in a language.
 *
 * @param words the number of the question's words that occur in the language: stop words count twice
 * @param frequency the frequency of these words in its documents: decides between languages with equal numbers
 */
record Affinity(int words, double frequency) implements Comparable<Affinity> {

    static final Affinity NONE = new Affinity(0, 0);

    /** The weight of passages in a language that is not the question's. */
    static final double OTHER_LANGUAGE = 0.3;

    /** The weight of passages in a language that may be the question's, while another language is more likely. */
    private static final double LESS_LIKELY = 0.8;

    private static final Comparator<Affinity> ORDER =
            Comparator.comparingInt(Affinity::words).thenComparingDouble(Affinity::frequency);

    @Override
    public int compareTo(Affinity other) {
        return ORDER.compare(this, other);
    }

    /** @param nearest of all languages */
    double weight(Affinity nearest) {
        if (words < nearest.words) {
            return OTHER_LANGUAGE;
        }
        return frequency < nearest.frequency ? LESS_LIKELY : 1;
    }
}
