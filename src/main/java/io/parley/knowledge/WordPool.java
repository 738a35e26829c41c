package io.parley.knowledge;

import java.util.Locale;

/**
 * Keeps one string for each word, in lower case. Most words of a text were read before, so that no string has to be made for them: with
 * one for each, reading the documents takes twice as much memory. Only for one thread.
 */
final class WordPool {

    /** Above it, the lower case of a character can depend on its neighbors, or have another length. */
    private static final char LAST_SIMPLE = '\u024f';

    /** A Turkish letter whose lower case has two characters. */
    private static final char DOTTED_I = '\u0130';

    private String[] words = new String[1 << 6];
    private int size;

    /** Returns the part of a text in lower case. */
    String lower(String text, int start, int end) {
        int hash = 0;
        for (int at = start; at < end; at++) {
            char character = text.charAt(at);
            if (character > LAST_SIMPLE || character == DOTTED_I) {
                return text.substring(start, end).toLowerCase(Locale.ROOT);
            }
            hash = 31 * hash + Character.toLowerCase(character);
        }
        int slot = slot(hash);
        while (words[slot] != null) {
            if (isSame(words[slot], text, start, end)) {
                return words[slot];
            }
            slot = slot + 1 & words.length - 1;
        }
        return add(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private String add(String word) {
        if (2 * ++size > words.length) {
            grow();
        }
        put(word);
        return word;
    }

    private void grow() {
        String[] old = words;
        words = new String[2 * old.length];
        for (String word : old) {
            if (word != null) {
                put(word);
            }
        }
    }

    /** Uses the same hash as {@link String#hashCode()}. */
    private void put(String word) {
        int slot = slot(word.hashCode());
        while (words[slot] != null) {
            slot = slot + 1 & words.length - 1;
        }
        words[slot] = word;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 15) & words.length - 1;
    }

    private static boolean isSame(String word, String text, int start, int end) {
        if (word.length() != end - start) {
            return false;
        }
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) != Character.toLowerCase(text.charAt(start + at))) {
                return false;
            }
        }
        return true;
    }
}
