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

    private final Vocabulary vocabulary;

    /** The set of letters of each word. Words whose sets differ by more than twice the errors are not compared. */
    private final long[] letters;

    TypingErrors(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.letters = new long[vocabulary.size()];
        for (int word = 0; word < letters.length; word++) {
            letters[word] = letters(vocabulary.word(word));
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
        Comparison comparison = new Comparison(word);
        for (int candidate = 0; candidate < letters.length; candidate++) {
            if (Long.bitCount(letters[candidate] ^ set) <= 2 * fewest) {
                int errors = comparison.errors(vocabulary.word(candidate), fewest);
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

    /** Compares one word with others. Keeps its arrays, because there are thousands of others. */
    private static final class Comparison {

        private final String word;
        private int[] before = new int[LONGEST + 3];
        private int[] above = new int[LONGEST + 3];
        private int[] row = new int[LONGEST + 3];

        Comparison(String word) {
            this.word = word;
        }

        /** @return more than {@code most} where there are more */
        int errors(String other, int most) {
            int lengths = Math.abs(word.length() - other.length());
            if (lengths > most || other.length() < SHORTEST - 1 || word.charAt(0) != other.charAt(0) && most < 2) {
                return most + 1;
            }
            for (int column = 0; column <= other.length(); column++) {
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
            return above[other.length()];
        }

        /** @return the fewest errors up to this letter of the word */
        private int fill(String other, int line) {
            row[0] = line;
            int least = line;
            for (int column = 1; column <= other.length(); column++) {
                boolean same = word.charAt(line - 1) == other.charAt(column - 1);
                int cost = Math.min(above[column - 1] + (same ? 0 : 1), Math.min(above[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && isExchange(other, line, column)) {
                    cost = Math.min(cost, before[column - 2] + 1);
                }
                row[column] = cost;
                least = Math.min(least, cost);
            }
            return least;
        }

        private boolean isExchange(String other, int line, int column) {
            return word.charAt(line - 1) == other.charAt(column - 2)
                    && word.charAt(line - 2) == other.charAt(column - 1);
        }
    }
}
