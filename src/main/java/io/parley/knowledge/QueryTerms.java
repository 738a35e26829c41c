package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Selects the stems to search a question by, with their weights. */
final class QueryTerms {

    private static final double PART = 0.5;
    private static final double PART_OF_UNKNOWN = 0.8;
    private static final double TYPING_ERROR = 0.8;
    private static final double JOINED = 0.6;
    private static final double SYNONYM = 0.6;
    private static final double EARLIER = 0.25;

    /** A question with fewer words of its own is searched with the one before it. */
    static final int FEW = 4;

    /** A search takes as long as its question has words. */
    private static final int MOST_WORDS = 200;

    private static final int MOST_TYPING_ERRORS = 10;

    private static final int[] NO_PARTS = {};

    private final Vocabulary vocabulary;
    private final Compounds compounds;
    private final TypingErrors typingErrors;
    private final Synonyms synonyms;

    QueryTerms(Vocabulary vocabulary, Synonyms synonyms) {
        this.vocabulary = vocabulary;
        this.compounds = new Compounds(vocabulary);
        this.typingErrors = new TypingErrors(vocabulary);
        this.synonyms = synonyms;
    }

    Map<Integer, Double> of(Query query) {
        Map<Integer, Double> terms = new HashMap<>();
        List<String> words = limited(Words.of(query.question()));
        add(words, Names.of(query.question()), 1, terms);
        if (words.stream().filter(word -> !vocabulary.isStopWord(word)).count() < FEW) {
            add(limited(Words.of(query.earlier())), Names.of(query.earlier()), EARLIER, terms);
        }
        return terms;
    }

    private static List<String> limited(List<String> words) {
        return words.size() <= MOST_WORDS ? words : words.subList(0, MOST_WORDS);
    }

    private void add(List<String> words, Names names, double weight, Map<Integer, Double> terms) {
        List<String> unknown = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (at > 0 && !Unspaced.is(word.charAt(0))) {
                addWord(words.get(at - 1) + word, weight * JOINED, terms);
            }
            if (!vocabulary.isStopWord(word) && !isKnown(word, weight * names.weight(word), terms)) {
                unknown.add(word);
            }
        }
        unknown.stream().limit(MOST_TYPING_ERRORS).forEach(word -> typingErrors
                .meantBy(word)
                .forEach(meant -> put(vocabulary.stemOf(meant), weight * names.weight(word) * TYPING_ERROR, terms)));
        synonyms.of(words).forEach(word -> addWord(word, weight * SYNONYM, terms));
    }

    private boolean isKnown(String word, double weight, Map<Integer, Double> terms) {
        boolean known = addWord(word, weight, terms);
        int[] parts = vocabulary.compounds() ? compounds.partsOf(word) : NO_PARTS;
        for (int part : parts) {
            put(vocabulary.stemOf(part), weight * (known ? PART : PART_OF_UNKNOWN), terms);
        }
        return known || parts.length > 0;
    }

    private boolean addWord(String word, double weight, Map<Integer, Double> terms) {
        int stem = vocabulary.findStemOf(word);
        if (stem != Vocabulary.NONE) {
            put(stem, weight, terms);
        }
        return stem != Vocabulary.NONE;
    }

    private static void put(int stem, double weight, Map<Integer, Double> terms) {
        terms.merge(stem, weight, Math::max);
    }
}
