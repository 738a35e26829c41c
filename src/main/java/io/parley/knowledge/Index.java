package io.parley.knowledge;

import java.util.List;
import java.util.Map;

/**
 * Finds the passages of one language that a question is about, by BM25F. Occurrences in the title path and in the text are
 * weighted and added before they are rated. So a common word in a heading does not beat a rare word in the text. {@link
 * Rating} adds the weight of the page. Immutable once it is built, and safe for use by several threads.
 */
final class Index {

    private static final double TITLE = 2.5;
    private static final double SATURATION = 2;
    private static final double LENGTH_OF_TITLE = 0.4;
    private static final double LENGTH_OF_TEXT = 0.7;

    private final List<Passage> passages;
    private final Vocabulary vocabulary;
    private final Postings postings;
    private final QueryTerms terms;
    private final Lengths titles;
    private final Lengths texts;
    private final int[] pages;
    private final Lengths pageTexts;

    Index(IndexBuilder built, Synonyms synonyms) {
        this.passages = built.passages();
        this.vocabulary = built.vocabulary();
        this.postings = built.postings();
        this.titles = built.titles();
        this.texts = built.texts();
        this.pages = built.pages();
        this.pageTexts = built.pageTexts();
        this.terms = new QueryTerms(vocabulary, synonyms);
    }

    Affinity affinity(List<String> words) {
        int known = 0;
        double frequency = 0;
        for (String word : words) {
            if (vocabulary.isLanguagesOwn(word)) {
                known += 2;
            } else if (!vocabulary.isStopWord(word)) {
                int stem = vocabulary.findStemOf(word);
                known += stem == Vocabulary.NONE ? 0 : 1;
                frequency += stem == Vocabulary.NONE ? 0 : (double) postings.size(stem) / passages.size();
            }
        }
        return new Affinity(known, frequency);
    }

    boolean isStopWord(String word) {
        return vocabulary.isStopWord(word);
    }

    /**
     * Returns the stems of a question with their weights; empty if none occurs in the documents.
     *
     * @param corrected whether unknown words may be typing errors
     */
    Map<Integer, Double> terms(Query query, boolean corrected) {
        return terms.of(query, corrected);
    }

    /**
     * Offers the passages that have a word of the query, with their scores times a weight.
     *
     * @param extended whether words of the best passages count as well, in languages with compounds: there, a document often writes a word of the
     *     question within another word, or the other way round
     */
    void search(Map<Integer, Double> query, boolean extended, double weight, Best best) {
        if (query.isEmpty()) {
            return;
        }
        Rating rating = new Rating(pages, pages[pages.length - 1] + 1, vocabulary.compounds());
        query.forEach((stem, weightOfStem) -> rate(stem, weightOfStem, rating));
        if (extended && vocabulary.compounds()) {
            Map<Integer, Double> feedback = feedback(query, rating);
            rating.keepPassages();
            feedback.forEach((stem, weightOfStem) -> rate(stem, weightOfStem, rating));
        }
        offer(rating, weight, best);
    }

    private Map<Integer, Double> feedback(Map<Integer, Double> query, Rating rating) {
        Best best = new Best(Feedback.PASSAGES);
        offer(rating, 1, best);
        Feedback feedback = new Feedback(vocabulary, stem -> rarity(postings.size(stem), passages.size()));
        best.list().forEach(feedback::add);
        return feedback.words(query.keySet());
    }

    private void offer(Rating rating, double weight, Best best) {
        double[] scores = rating.scores();
        for (int passage = 0; passage < scores.length; passage++) {
            if (scores[passage] > 0) {
                best.offer(passages.get(passage), weight * scores[passage]);
            }
        }
    }

    private void rate(int stem, double weight, Rating rating) {
        double rarity = weight * rarity(postings.size(stem), passages.size());
        double rarityOfPage = weight * rarity(pagesOf(stem), rating.pages());
        rating.addWord(rarity);
        int at = postings.start(stem);
        int end = postings.end(stem);
        while (at < end) {
            int page = pages[postings.passage(at)];
            double inPage = 0;
            double inTitle = 0;
            while (at < end && pages[postings.passage(at)] == page) {
                rating.addToPassage(postings.passage(at), rarity, saturated(count(at)));
                inPage += postings.inText(at);
                inTitle = Math.max(inTitle, Math.min(1, postings.inTitle(at)));
                at++;
            }
            double count = inPage / pageTexts.relative(page, LENGTH_OF_TEXT) + TITLE * inTitle;
            rating.addToPage(page, rarityOfPage, saturated(count));
        }
    }

    private double count(int at) {
        int passage = postings.passage(at);
        return TITLE * postings.inTitle(at) / titles.relative(passage, LENGTH_OF_TITLE)
                + postings.inText(at) / texts.relative(passage, LENGTH_OF_TEXT);
    }

    private int pagesOf(int stem) {
        int count = 0;
        int last = -1;
        for (int at = postings.start(stem); at < postings.end(stem); at++) {
            int page = pages[postings.passage(at)];
            count += page == last ? 0 : 1;
            last = page;
        }
        return count;
    }

    private static double rarity(int with, int all) {
        return Math.log(1 + (all - with + 0.5) / (with + 0.5));
    }

    private static double saturated(double count) {
        return count / (count + SATURATION);
    }
}
