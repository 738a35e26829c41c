package io.parley.knowledge;

/** The lengths of texts in words, compared with the average length. */
final class Lengths {

    private final float[] lengths;
    private double sum;

    Lengths(int texts) {
        this.lengths = new float[texts];
    }

    void add(int text, int words) {
        lengths[text] += words;
        sum += words;
    }

    /** Returns 1 for a text of the average length, more for a longer one. */
    double relative(int text, double weight) {
        return sum == 0 ? 1 : 1 - weight + weight * lengths[text] * lengths.length / sum;
    }
}
