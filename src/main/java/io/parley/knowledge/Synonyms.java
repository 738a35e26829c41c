package io.parley.knowledge;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Other words of the users for expressions in the documents, in any of their forms. A line names expressions with the same meaning, between commas; an
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

    /** Groups of expressions with the same meaning; each expression is a list of words. */
    private final List<List<List<String>>> groups;

    Synonyms(Collection<String> lines) {
        this.groups = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> Stream.of(line.split(",", -1)).map(Words::of).toList())
                .toList();
    }

    /**
     * The same for texts of one language.
     *
     * @param stem gives the forms of a word the same name
     */
    Meanings in(UnaryOperator<String> stem) {
        Meanings meanings = new Meanings(stem);
        groups.forEach(meanings::add);
        return meanings;
    }

    /** Finds expressions in their forms: {@code own domains} as well as {@code own domain}. */
    static final class Meanings {

        private final UnaryOperator<String> stem;

        /** The key is an expression by the stems of its words; the value has the words of expressions with the same meaning. */
        private final Map<String, Set<String>> meanings = new HashMap<>();

        private Meanings(UnaryOperator<String> stem) {
            this.stem = stem;
        }

        private void add(List<List<String>> group) {
            for (List<String> expression : group) {
                Set<String> others = meanings.computeIfAbsent(
                        expression.stream().map(stem).collect(Collectors.joining(" ")), key -> new LinkedHashSet<>());
                group.stream().filter(other -> other != expression).forEach(others::addAll);
            }
        }

        /** Returns the words with the same meaning as expressions in a text. */
        Set<String> of(List<String> words) {
            if (meanings.isEmpty()) {
                return Set.of();
            }
            List<String> stems = words.stream().map(stem).toList();
            Set<String> found = new LinkedHashSet<>();
            for (int from = 0; from < stems.size(); from++) {
                for (int to = from + 1; to <= Math.min(stems.size(), from + LONGEST); to++) {
                    found.addAll(meanings.getOrDefault(String.join(" ", stems.subList(from, to)), Set.of()));
                }
            }
            return found;
        }
    }
}
