package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Selects the stems to search a question by, with their weights. */
final class QueryTerms {

    private static final double PART = 0.5;
    private static final double PART_OF_UNKNOWN = 0.8;
    private static final double TYPING_ERROR = 0.8;
    private static final double JOINED = 0.6;
    private static final double SYNONYM = 0.6;

    /** Small, because these synonyms are not the operator's. They help to choose between pages with the same words of a question. */
    private static final double COMMON_SYNONYM = 0.1;

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
    private final Synonyms.Meanings synonyms;
    private final Synonyms.Meanings commonSynonyms;

    QueryTerms(Vocabulary vocabulary, Synonyms synonyms) {
        this.vocabulary = vocabulary;
        this.compounds = new Compounds(vocabulary);
        this.typingErrors = new TypingErrors(vocabulary);
        this.synonyms = synonyms.in(vocabulary::stem);
        this.commonSynonyms = CommonSynonyms.ALL.in(vocabulary::stem);
    }

    /** @param corrected whether unknown words may be typing errors; to find these takes most of the time */
    Map<Integer, Double> of(Query query, boolean corrected) {
        Map<Integer, Double> terms = new HashMap<>();
        Part question = Part.of(query.question(), 1);
        add(question, corrected, terms);
        if (question.words().stream()
                        .filter(word -> !vocabulary.isStopWord(word))
                        .count()
                < FEW) {
            add(Part.of(query.earlier(), EARLIER), corrected, terms);
        }
        return terms;
    }

    private void add(Part part, boolean corrected, Map<Integer, Double> terms) {
        List<String> unknown = new ArrayList<>();
        for (int at = 0; at < part.words().size(); at++) {
            String word = vocabulary.respelled(part.words().get(at));
            if (at > 0 && !Unspaced.is(word.charAt(0))) {
                addWord(part.words().get(at - 1) + word, part.weight() * JOINED, terms);
            }
            if (!vocabulary.isStopWord(word) && !isKnown(word, part.weightOf(word), terms)) {
                unknown.add(word);
            }
        }
        unknown.stream().limit(corrected ? MOST_TYPING_ERRORS : 0).forEach(word -> typingErrors
                .meantBy(word)
                .forEach(meant -> put(vocabulary.stemOf(meant), part.weightOf(word) * TYPING_ERROR, terms)));
        addSynonyms(synonyms.of(part.words()), part.weight() * SYNONYM, terms);
        if (!terms.isEmpty()) {
            addSynonyms(commonSynonyms.of(part.words()), part.weight() * COMMON_SYNONYM, terms);
        }
    }

    private void addSynonyms(Set<String> words, double weight, Map<Integer, Double> terms) {
        words.forEach(word -> addWord(word, weight, terms));
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

    /** The question, or the one before it. */
    private record Part(List<String> words, Names names, double weight) {

        static Part of(String text, double weight) {
            List<String> words = Words.of(text);
            return new Part(words.size() <= MOST_WORDS ? words : words.subList(0, MOST_WORDS), Names.of(text), weight);
        }

        double weightOf(String word) {
            return weight * names.weight(word);
        }
    }
}
