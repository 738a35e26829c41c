package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Other words of the users for expressions in the documents. A line names expressions with the same meaning, between commas; an
 * expression may have several words. A line that begins with {@code #} is a comment:
 *
 * <pre>
 * own domain, CNAME, custom domain
 * reliability allowance, error budget
 * </pre>
 */
final class Synonyms {

    static final Synonyms NONE = new Synonyms(List.of());

    private static final int LONGEST = 6;

    /**
     * The key is an expression with blanks between its words; the value has the words of expressions with the same meaning.
     */
    private final Map<String, Set<String>> meanings = new HashMap<>();

    Synonyms(Collection<String> lines) {
        lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(this::add);
    }

    private void add(String line) {
        List<List<String>> expressions = new ArrayList<>();
        for (String expression : line.split(",", -1)) {
            expressions.add(Words.of(expression));
        }
        for (List<String> expression : expressions) {
            Set<String> others = meanings.computeIfAbsent(String.join(" ", expression), key -> new LinkedHashSet<>());
            expressions.stream().filter(other -> other != expression).forEach(others::addAll);
        }
    }

    /** Returns the words with the same meaning as expressions in a text. */
    Set<String> of(List<String> words) {
        Set<String> found = new LinkedHashSet<>();
        for (int from = 0; from < words.size() && !meanings.isEmpty(); from++) {
            for (int to = from + 1; to <= Math.min(words.size(), from + LONGEST); to++) {
                found.addAll(meanings.getOrDefault(String.join(" ", words.subList(from, to)), Set.of()));
            }
        }
        return found;
    }
}
