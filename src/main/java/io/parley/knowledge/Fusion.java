package io.parley.knowledge;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins what words find and what is near in meaning, by reciprocal ranks: scores of the two cannot be compared, places can. A page with
 * several passages in the rankings comes before one with a single passage.
 *
 * @param vectors of the same library
 */
record Fusion(Library library, VectorIndex vectors) {

    /** How many places of each ranking count. */
    private static final int DEPTH = 50;

    /** The usual constant: with a larger one, the first places count less. */
    private static final double SMOOTHING = 60;

    /** @param direction of the question, of the length 1 */
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
