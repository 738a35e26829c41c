package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the passages of one language that a question is about, by BM25F. Occurrences in the title path and in the text are
 * weighted and added before they are rated. So a common word in a heading does not beat a rare word in the text. The page as a
 * whole counts as well. Immutable once it is built, and safe for use by several threads.
 */
final class Index {

    private static final double TITLE = 2.5;
    private static final double SATURATION = 2;
    private static final double LENGTH_OF_TITLE = 0.4;
    private static final double LENGTH_OF_TEXT = 0.6;
    private static final double SHARE_OF_PAGE = 0.25;
    private static final double SHARE_OF_COVERAGE = 0.25;

    private final List<Passage> passages;
    private final Vocabulary vocabulary;
    private final List<Postings> postings;
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

    /** Returns how many of a question's words this language knows: its stop words count twice. */
    int affinity(List<String> words) {
        return words.stream()
                .mapToInt(
                        word -> vocabulary.isLanguagesOwn(word) ? 2 : vocabulary.find(word) != Vocabulary.NONE ? 1 : 0)
                .sum();
    }

    boolean isStopWord(String word) {
        return vocabulary.isStopWord(word);
    }

    /** Returns the stems of a question with their weights; empty if none occurs in the documents. */
    Map<Integer, Double> terms(Query query) {
        return terms.of(query);
    }

    /** @return the best passages first */
    List<Found> search(Map<Integer, Double> query, int most) {
        Rating rating = new Rating(passages.size(), pages.length == 0 ? 0 : pages[pages.length - 1] + 1);
        query.forEach((stem, weight) -> rate(postings.get(stem), weight, rating));
        double whole = query.entrySet().stream()
                .mapToDouble(term ->
                        term.getValue() * rarity(postings.get(term.getKey()).size(), passages.size()))
                .sum();
        double[] scores = IntStream.range(0, passages.size())
                .mapToDouble(passage -> score(passage, rating, whole))
                .toArray();
        return best(scores, most);
    }

    private double score(int passage, Rating rating, double whole) {
        double covered = rating.covered[passage];
        return covered == 0
                ? 0
                : rating.passages[passage] * (1 - SHARE_OF_COVERAGE + SHARE_OF_COVERAGE * covered / whole)
                        + SHARE_OF_PAGE * rating.pages[pages[passage]];
    }

    private List<Found> best(double[] scores, int most) {
        List<Integer> found = new ArrayList<>();
        for (int passage = 0; passage < scores.length; passage++) {
            if (scores[passage] > 0) {
                found.add(passage);
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble((Integer passage) -> -scores[passage]))
                .limit(most)
                .map(passage -> new Found(passages.get(passage), scores[passage]))
                .toList();
    }

    private void rate(Postings places, double weight, Rating rating) {
        double rarity = weight * rarity(places.size(), passages.size());
        double rarityOfPage = weight * rarity(pagesOf(places), rating.pages.length);
        int at = 0;
        while (at < places.size()) {
            int page = pages[places.passage(at)];
            double inPage = 0;
            double inTitle = 0;
            while (at < places.size() && pages[places.passage(at)] == page) {
                ratePassage(places, at, rarity, rating);
                inPage += places.inText(at);
                inTitle = Math.max(inTitle, Math.min(1, places.inTitle(at)));
                at++;
            }
            double count = inPage / pageTexts.relative(page, LENGTH_OF_TEXT) + TITLE * inTitle;
            rating.pages[page] += rarityOfPage * saturated(count);
        }
    }

    private void ratePassage(Postings places, int at, double rarity, Rating rating) {
        int passage = places.passage(at);
        double count = TITLE * places.inTitle(at) / titles.relative(passage, LENGTH_OF_TITLE)
                + places.inText(at) / texts.relative(passage, LENGTH_OF_TEXT);
        rating.passages[passage] += rarity * saturated(count);
        rating.covered[passage] += rarity;
    }

    private int pagesOf(Postings places) {
        int count = 0;
        int last = -1;
        for (int at = 0; at < places.size(); at++) {
            int page = pages[places.passage(at)];
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

    /** The state of one search. */
    private static final class Rating {

        private final double[] passages;
        private final double[] covered;
        private final double[] pages;

        Rating(int passages, int pages) {
            this.passages = new double[passages];
            this.covered = new double[passages];
            this.pages = new double[pages];
        }
    }
}
