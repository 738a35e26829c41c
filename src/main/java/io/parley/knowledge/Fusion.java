package io.parley.knowledge;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Combines the search by words with the search by meaning, by reciprocal ranks: the scores of the two cannot be compared,
 * but the ranks can. A page with several passages in the rankings comes before one with a single passage.
 *
 * @param vectors the vectors of the same library
 */
record Fusion(Library library, VectorIndex vectors) {

    /** The number of ranks that count in each search. */
    private static final int DEPTH = 50;

    /** The usual constant: with a larger one, the first ranks count less. */
    private static final double SMOOTHING = 60;

    /** @param direction the vector of the question, of length 1 */
    Findings find(Query query, float[] direction, int most) {
        List<Found> byWords = library.ranked(query, DEPTH);
        List<Found> near = vectors.nearest(direction, DEPTH);
        return new Findings(true, byWords.isEmpty() ? List.of() : Library.spread(fused(query, byWords, near), most));
    }

    private List<Found> fused(Query query, List<Found> byWords, List<Found> near) {
        Map<Passage, Double> scores = new IdentityHashMap<>();
        add(byWords, scores);
        add(near, scores);
        Map<Page, NextBest> pages = new IdentityHashMap<>();
        scores.forEach((passage, score) ->
                pages.computeIfAbsent(passage.page(), page -> new NextBest()).add(score));
        Map<Language, Double> weights = library.weights(query);
        Best best = new Best(scores.size());
        scores.forEach((passage, score) -> {
            double ofPage = Optional.ofNullable(pages.get(passage.page()))
                    .map(NextBest::share)
                    .orElse(0.0);
            best.offer(
                    passage,
                    (score + ofPage) * weights.getOrDefault(passage.page().language(), 0.0));
        });
        return best.list();
    }

    private static void add(List<Found> ranking, Map<Passage, Double> scores) {
        for (int place = 0; place < ranking.size(); place++) {
            scores.merge(ranking.get(place).passage(), 1 / (SMOOTHING + place + 1), Double::sum);
        }
    }
}
