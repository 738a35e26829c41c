package io.parley.nativeimage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * An order of methods by a list of their names. The builder's name of a method is {@code Class_method_digest}; the list leaves out the
 * digest, so it knows a method also after its signature has changed.
 */
final class MethodOrder {

    private static final String COMMENT = "#";

    private final Map<String, Integer> places = new HashMap<>();

    /** @param lines a name each; lines that begin with {@code #} are comments */
    MethodOrder(List<String> lines) {
        for (String line : lines) {
            if (!line.startsWith(COMMENT)) {
                places.putIfAbsent(line, places.size());
            }
        }
    }

    /** Methods with a listed name first, in the order of the list; then the others, in the order that they have. */
    <T> List<T> sorted(List<T> methods, Function<T, String> name) {
        List<T> sorted = new ArrayList<>(methods);
        sorted.sort(Comparator.comparingInt(method -> place(name.apply(method))));
        return sorted;
    }

    /** The part of the listed names that methods have, from 0 to 1. */
    double found(List<String> names) {
        Set<String> found = new HashSet<>();
        for (String name : names) {
            found.add(withoutDigest(name));
        }
        found.retainAll(places.keySet());
        return (double) found.size() / places.size();
    }

    private int place(String name) {
        return places.getOrDefault(withoutDigest(name), places.size());
    }

    private static String withoutDigest(String name) {
        int end = name.lastIndexOf('_');
        return end < 0 ? name : name.substring(0, end);
    }
}
