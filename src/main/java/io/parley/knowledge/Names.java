package io.parley.knowledge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Weights the words of a question by their capital letters, which mark names, and all nouns in German: these say more about
 * the subject than verbs. Applies only if a word after the first one has a capital letter, because many people write
 * everything in small letters.
 */
final class Names {

    private static final double OTHER_WORD = 0.7;
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern BEFORE_FIRST = Pattern.compile("^[^\\p{L}\\p{N}]+");

    /** The names in lower case; empty if all words have the same weight. */
    private final Set<String> names;

    private Names(Set<String> names) {
        this.names = names;
    }

    static Names of(String question) {
        String[] words = GAP.split(BEFORE_FIRST.matcher(question).replaceFirst(""));
        return new Names(
                Arrays.stream(words).skip(1).anyMatch(Names::hasCapital)
                        ? Arrays.stream(words)
                                .filter(Names::hasCapital)
                                .map(word -> word.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet())
                        : Set.of());
    }

    /** @param word in lower case */
    double weight(String word) {
        return names.isEmpty() || names.contains(word) || !isCased(word) ? 1 : OTHER_WORD;
    }

    private static boolean hasCapital(String word) {
        return word.chars().anyMatch(Character::isUpperCase);
    }

    /** Whether a word could have a capital letter. Numbers and many scripts have none. */
    private static boolean isCased(String word) {
        return word.chars().allMatch(Character::isLowerCase);
    }
}
