package io.parley.knowledge;

import java.util.Arrays;

/** A growing list of numbers. */
final class Ints {

    private static final int[] NONE = {};

    private int[] values;
    private int size;

    Ints() {
        this.values = NONE;
    }

    /** @param expected how many numbers will be added; more can be */
    Ints(int expected) {
        this.values = new int[expected];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(4, size + (size >> 1)));
        }
        values[size++] = value;
    }

    int get(int at) {
        return values[at];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
