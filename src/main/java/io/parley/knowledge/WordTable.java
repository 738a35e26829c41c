package io.parley.knowledge;

import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * Numbers distinct words from 0. Keeps the characters of all words in one array: an object for each word takes several times as
 * much memory. Not for several threads while words are added.
 */
final class WordTable {

    static final int NONE = -1;

    /** Spreads pairs of neighboring characters over all slots: most pairs of Chinese text differ in a few low bits. */
    private static final int SPREAD = 0x9e3779b1;

    private char[] letters = new char[1 << 8];
    private int[] starts = new int[1 << 6];
    private int size;

    /** The number of a word plus 1; 0 in a free slot. At most half of the slots are used. */
    private int[] slots = new int[1 << 7];

    /** Returns the number of a word; {@link #NONE} if it is not here. */
    int find(CharSequence word) {
        return find(word, 0, word.length());
    }

    /** Returns the number of the word that a part of a text is; {@link #NONE} if it is not here. */
    int find(CharSequence text, int from, int to) {
        return slots[slot(text, from, to)] - 1;
    }

    /** Returns the number of a word, which is the highest one if the word is new. */
    int add(CharSequence word) {
        int slot = slot(word, 0, word.length());
        return slots[slot] == 0 ? add(word, slot) : slots[slot] - 1;
    }

    private int add(CharSequence word, int slot) {
        int end = starts[size] + word.length();
        if (end > letters.length) {
            letters = Arrays.copyOf(letters, Math.max(end, letters.length + (letters.length >> 1)));
        }
        for (int at = 0; at < word.length(); at++) {
            letters[starts[size] + at] = word.charAt(at);
        }
        slots[slot] = ++size;
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size + (size >> 1));
        }
        starts[size] = end;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        CharSequence all = CharBuffer.wrap(letters);
        for (int id = 0; id < size; id++) {
            slots[slot(all, starts[id], starts[id + 1])] = id + 1;
        }
    }

    /** Returns the slot of a word, or the free one where it belongs. */
    private int slot(CharSequence text, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = (hash + text.charAt(at)) * SPREAD;
        }
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        while (slots[slot] != 0 && !isSame(slots[slot] - 1, text, from, to)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isSame(int id, CharSequence text, int from, int to) {
        int start = starts[id];
        if (starts[id + 1] - start != to - from) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (letters[start + at - from] != text.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the memory of its arrays. */
    long bytes() {
        return (long) Character.BYTES * letters.length + (long) Integer.BYTES * (starts.length + slots.length);
    }

    String word(int id) {
        return new String(letters, starts[id], length(id));
    }

    int length(int id) {
        return starts[id + 1] - starts[id];
    }

    char letter(int id, int at) {
        return letters[starts[id] + at];
    }

    int size() {
        return size;
    }
}
