package io.parley.knowledge;

import java.util.Arrays;

/**
 * For each stem, the passages in which it occurs, in order, with the number of occurrences in the title path and in the text. Those
 * of one stem are at the places from {@link #start} to {@link #end}.
 */
final class Postings {

    private static final int HIGHEST_IN_TITLE = 255;

    /** Where the places of each stem begin, and the end of all. */
    private final int[] starts;

    private final int[] ends;
    private final int[] passages;

    /** In halves, because a part of a compound counts as half a word. */
    private final byte[] inTitle;

    private final char[] inText;

    /** @param sizes the number of passages of each stem */
    Postings(int[] sizes) {
        starts = new int[sizes.length];
        int all = 0;
        for (int stem = 0; stem < sizes.length; stem++) {
            starts[stem] = all;
            all += sizes[stem];
        }
        ends = Arrays.copyOf(starts, starts.length);
        passages = new int[all];
        inTitle = new byte[all];
        inText = new char[all];
    }

    /** Adds occurrences, in the order of the passages. */
    void add(int stem, int passage, boolean title, int halves) {
        if (ends[stem] == starts[stem] || passages[ends[stem] - 1] != passage) {
            passages[ends[stem]++] = passage;
        }
        int at = ends[stem] - 1;
        if (title) {
            inTitle[at] = (byte) Math.min(HIGHEST_IN_TITLE, (inTitle[at] & 0xff) + halves);
        } else {
            inText[at] = (char) Math.min(Character.MAX_VALUE, inText[at] + halves);
        }
    }

    int start(int stem) {
        return starts[stem];
    }

    int end(int stem) {
        return ends[stem];
    }

    /** Returns the number of passages in which a stem occurs. */
    int size(int stem) {
        return ends[stem] - starts[stem];
    }

    int passage(int at) {
        return passages[at];
    }

    float inTitle(int at) {
        return (inTitle[at] & 0xff) / 2f;
    }

    float inText(int at) {
        return inText[at] / 2f;
    }
}
