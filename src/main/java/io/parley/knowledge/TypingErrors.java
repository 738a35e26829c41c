package io.parley.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds words that a user may have meant by a word that no document contains. One wrong, missing, additional or exchanged
 * letter counts as one error; a short word may have one, a long word two.
 */
final class TypingErrors {

    private static final int SHORTEST = 4;
    private static final int LONG = 8;
    private static final int LONGEST = 32;

    /** A stop word is never meant. No word has so many letters. */
    private static final long STOP_WORD = -1;

    private final WordTable words;

    /** The set of letters of each word. Words whose sets differ by more than twice the errors are not compared. */
    private final long[] letters;

    TypingErrors(Vocabulary vocabulary) {
        this.words = vocabulary.words();
        this.letters = new long[words.size()];
        for (int word = 0; word < letters.length; word++) {
            letters[word] = vocabulary.stemOf(word) == Vocabulary.NONE ? STOP_WORD : letters(word);
        }
    }

    /** Returns the ids of the words with the fewest errors; empty if no word is near enough. */
    List<Integer> meantBy(String word) {
        if (word.length() < SHORTEST || word.length() > LONGEST || hasDigit(word)) {
            return List.of();
        }
        int fewest = word.length() < LONG ? 1 : 2;
        List<Integer> meant = new ArrayList<>();
        long set = letters(word);
        Comparison comparison = new Comparison(word, words);
        for (int candidate = 0; candidate < letters.length; candidate++) {
            if (Long.bitCount(letters[candidate] ^ set) <= 2 * fewest) {
                int errors = comparison.errors(candidate, fewest);
                if (errors < fewest) {
                    meant.clear();
                    fewest = errors;
                }
                if (errors <= fewest) {
                    meant.add(candidate);
                }
            }
        }
        return meant;
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    private static long letters(String word) {
        long set = 0;
        for (int at = 0; at < word.length(); at++) {
            set |= 1L << (word.charAt(at) & 63);
        }
        return set;
    }

    private long letters(int word) {
        long set = 0;
        for (int at = 0; at < words.length(word); at++) {
            set |= 1L << (words.letter(word, at) & 63);
        }
        return set;
    }

    /** Compares one word with others. Keeps its arrays, because there are thousands of others. */
    private static final class Comparison {

        private final String word;
        private final WordTable words;
        private int[] before = new int[LONGEST + 3];
        private int[] above = new int[LONGEST + 3];
        private int[] row = new int[LONGEST + 3];

        Comparison(String word, WordTable words) {
            this.word = word;
            this.words = words;
        }

        /** @return more than {@code most} where there are more */
        int errors(int other, int most) {
            int length = words.length(other);
            int lengths = Math.abs(word.length() - length);
            if (lengths > most || length < SHORTEST - 1 || word.charAt(0) != words.letter(other, 0) && most < 2) {
                return most + 1;
            }
            for (int column = 0; column <= length; column++) {
                above[column] = column;
            }
            for (int line = 1; line <= word.length(); line++) {
                if (fill(other, line) > most) {
                    return most + 1;
                }
                int[] free = before;
                before = above;
                above = row;
                row = free;
            }
            return above[length];
        }

        /** @return the fewest errors up to this letter of the word */
        private int fill(int other, int line) {
            row[0] = line;
            int least = line;
            for (int column = 1; column <= words.length(other); column++) {
                boolean same = word.charAt(line - 1) == words.letter(other, column - 1);
                int cost = Math.min(above[column - 1] + (same ? 0 : 1), Math.min(above[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && isExchange(other, line, column)) {
                    cost = Math.min(cost, before[column - 2] + 1);
                }
                row[column] = cost;
                least = Math.min(least, cost);
            }
            return least;
        }

        private boolean isExchange(int other, int line, int column) {
            return word.charAt(line - 1) == words.letter(other, column - 2)
                    && word.charAt(line - 2) == words.letter(other, column - 1);
        }
    }
}
