package io.parley.knowledge;

import java.util.Arrays;

/** The passages in which a stem occurs, in order, with the number of occurrences in the title path and in the text. */
final class Postings {

    private int[] passages = new int[2];
    private float[] inTitle = new float[2];
    private float[] inText = new float[2];
    private int size;

    /** Passages are added in their order. */
    void add(int passage, boolean title, float count) {
        if (size == 0 || passages[size - 1] != passage) {
            begin(passage);
        }
        if (title) {
            inTitle[size - 1] += count;
        } else {
            inText[size - 1] += count;
        }
    }

    private void begin(int passage) {
        if (size == passages.length) {
            resize(size * 2);
        }
        passages[size++] = passage;
    }

    /** Releases unused memory. */
    void trim() {
        resize(size);
    }

    private void resize(int length) {
        passages = Arrays.copyOf(passages, length);
        inTitle = Arrays.copyOf(inTitle, length);
        inText = Arrays.copyOf(inText, length);
    }

    int size() {
        return size;
    }

    int passage(int at) {
        return passages[at];
    }

    float inTitle(int at) {
        return inTitle[at];
    }

    float inText(int at) {
        return inText[at];
    }
}
