package io.parley.knowledge;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Finds words to extend a question by: those of the passages that were found for it first. Takes few words, with little weight: more of them
 * draw pages in that are about something else. Only for one thread.
 */
final class Feedback {

    /** The number of passages whose words count. */
    static final int PASSAGES = 5;

    private static final int WORDS = 8;

    /** The weight of the best word. A word of the question has 1. */
    private static final double WEIGHT = 0.1;

    private static final double TITLE = 2;
    private static final double SATURATION = 2;

    private final Vocabulary vocabulary;
    private final IntToDoubleFunction rarity;
    private final Map<Integer, Double> ratings = new HashMap<>();

    /** @param rarity of a stem in all passages */
    Feedback(Vocabulary vocabulary, IntToDoubleFunction rarity) {
        this.vocabulary = vocabulary;
        this.rarity = rarity;
    }

    void add(Found found) {
        Map<Integer, Double> counts = new HashMap<>();
        count(found.passage().titlePath(), TITLE, counts);
        count(found.passage().text(), 1, counts);
        counts.forEach((stem, count) -> ratings.merge(
                stem, found.score() * count / (count + SATURATION) * rarity.applyAsDouble(stem), Double::sum));
    }

    private void count(String text, double weight, Map<Integer, Double> counts) {
        Words.each(text, word -> {
            int known = vocabulary.find(word);
            if (known != Vocabulary.NONE) {
                counts.merge(vocabulary.stemOf(known), weight, Double::sum);
            }
        });
    }

    /**
     * Returns the best stems with their weights.
     *
     * @param question the stems of the question, which are left out
     */
    Map<Integer, Double> words(Set<Integer> question) {
        ratings.keySet().removeAll(question);
        double highest =
                ratings.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        return ratings.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                .limit(WORDS)
                .collect(Collectors.toMap(Map.Entry::getKey, word -> WEIGHT * word.getValue() / highest));
    }
}
