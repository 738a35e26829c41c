package io.parley.knowledge;

import io.parley.activity.Invisible;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what stands between the brackets of a marker: {@code 1}, {@code 1, 2}, {@code 1-3}, or {@code 1†source}, which some models
 * write. Invisible characters do not count: models copy them from documents.
 */
final class Marker {

    private static final int LONGEST = 60;

    private static final Pattern BEGINNING = Pattern.compile("[0-9０-９,; –-]*(†.*)?");
    private static final Pattern AFTER_NUMBERS = Pattern.compile("†.*");
    private static final Pattern DASH = Pattern.compile(" *[–-] *");
    private static final Pattern BETWEEN = Pattern.compile("[,; ]+");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,3})-(\\d{1,3})");

    private Marker() {}

    /** Whether a marker can begin like this. */
    static boolean isBeginning(String inside) {
        return inside.indexOf('\n') < 0 && isVisibleBeginning(visible(inside));
    }

    private static boolean isVisibleBeginning(String visible) {
        return visible.length() < LONGEST && BEGINNING.matcher(visible).matches();
    }

    private static String visible(String inside) {
        return Invisible.remove(inside, LONGEST);
    }

    /**
     * Returns the numbers of passages in their order; none if it is a marker without a passage.
     *
     * @return empty if it is no marker: a box of a task list, a date, or a range that is not one of passages
     */
    static Optional<Set<Integer>> numbers(String inside, IntPredicate passages) {
        String list = DASH.matcher(AFTER_NUMBERS.matcher(visible(inside)).replaceFirst(""))
                .replaceAll("-");
        if (!isBeginning(inside) || list.chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String part : BETWEEN.split(list.strip())) {
            Matcher range = RANGE.matcher(part);
            if (range.matches() && isRange(range, passages)) {
                for (int number = number(range.group(1)); number <= number(range.group(2)); number++) {
                    numbers.add(number);
                }
            } else if (part.contains("-")) {
                return Optional.empty();
            } else if (!part.isEmpty() && part.length() <= 3) {
                numbers.add(number(part));
            }
        }
        numbers.removeIf(number -> !passages.test(number));
        return Optional.of(numbers);
    }

    private static boolean isRange(Matcher range, IntPredicate passages) {
        int first = number(range.group(1));
        int last = number(range.group(2));
        return first < last && passages.test(first) && passages.test(last);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
