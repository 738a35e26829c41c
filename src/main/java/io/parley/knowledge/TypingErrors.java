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

    /** Which letters each word has: two words whose sets differ by more than twice the errors are not compared. */
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
        for (int candidate = 0; candidate < letters.length; candidate++) {
            if (Long.bitCount(letters[candidate] ^ set) <= 2 * fewest) {
                int errors = errors(word, vocabulary.word(candidate), fewest);
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

    /** @return more than {@code most} where there are more */
    private static int errors(String left, String right, int most) {
        int lengths = Math.abs(left.length() - right.length());
        if (lengths > most || right.length() < SHORTEST - 1 || left.charAt(0) != right.charAt(0) && most < 2) {
            return most + 1;
        }
        int[] before = new int[right.length() + 1];
        int[] above = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            int least = fill(left, right, line, before, above, row);
            if (least > most) {
                return most + 1;
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[right.length()];
    }

    private static int fill(String left, String right, int line, int[] before, int[] above, int[] row) {
        row[0] = line;
        int least = line;
        for (int column = 1; column < row.length; column++) {
            boolean same = left.charAt(line - 1) == right.charAt(column - 1);
            int cost = Math.min(above[column - 1] + (same ? 0 : 1), Math.min(above[column], row[column - 1]) + 1);
            if (line > 1
                    && column > 1
                    && left.charAt(line - 1) == right.charAt(column - 2)
                    && left.charAt(line - 2) == right.charAt(column - 1)) {
                cost = Math.min(cost, before[column - 2] + 1);
            }
            row[column] = cost;
            least = Math.min(least, cost);
        }
        return least;
    }
}
