package io.parley.knowledge;

import java.util.Arrays;

/** The score that the best passages of a page add to each of its passages: a page about the subject wins over one that mentions it. */
final class NextBest {

    /** The share that the second best passage adds. Each further one adds this share of what the one before it adds. */
    private static final double SHARE = 0.4;

    /** In ascending order. The last one, the best, adds nothing. */
    private final double[] best = new double[4];

    void add(double score) {
        if (score > best[0]) {
            best[0] = score;
            Arrays.sort(best);
        }
    }

    double share() {
        double sum = 0;
        for (int at = 0; at < best.length - 1; at++) {
            sum = (sum + best[at]) * SHARE;
        }
        return sum;
    }
}
