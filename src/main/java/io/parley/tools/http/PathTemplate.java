package io.parley.tools.http;

import io.parley.http.PathSegment;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A path with parameters in it: {@code /orders/{order}/items}. */
public final class PathTemplate {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}/]+)}");
    private static final Pattern LITERAL = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*");

    private PathTemplate() {}

    /** Returns the names of the parameters. */
    public static Set<String> names(String template) {
        return PARAMETER
                .matcher(template)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a template is an absolute path without {@code ..}, a query or a fragment. */
    public static boolean isPath(String template) {
        String literal = PARAMETER.matcher(template).replaceAll("x");
        return template.startsWith("/")
                && LITERAL.matcher(literal).matches()
                && Arrays.stream(literal.split("/")).noneMatch(PathTemplate::climbs);
    }

    /** Whether a value may stand for a parameter. */
    public static boolean takes(String value) {
        try {
            filled("/{x}", Map.of("x", value));
            return true;
        } catch (UnsuitableException unsuitable) {
            return false;
        }
    }

    /**
     * Inserts the values as data: a slash in a value begins no segment.
     *
     * @throws UnsuitableException for a value that is absent or empty, or that some servers would read as a way up
     */
    static String filled(String template, Map<String, String> values) {
        String path = PARAMETER.matcher(template).replaceAll(found -> Matcher.quoteReplacement(encoded(found, values)));
        if (Arrays.stream(path.split("/")).anyMatch(PathTemplate::climbs)) {
            throw new UnsuitableException("These values make no path");
        }
        return path;
    }

    private static String encoded(MatchResult found, Map<String, String> values) {
        String name = found.group(1);
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new UnsuitableException(name + " must not be empty");
        }
        if (value.chars().anyMatch(Character::isISOControl)
                || Arrays.stream(decoded(value).split("[/\\\\]")).anyMatch(PathTemplate::climbs)) {
            throw new UnsuitableException(name + " is not allowed in a path");
        }
        return PathSegment.encode(value);
    }

    /** Some servers decode twice, or decode a slash before they look for dots. */
    private static String decoded(String value) {
        String before = value.toLowerCase(Locale.ROOT);
        String after = before;
        do {
            before = after;
            after = before.replace("%25", "%")
                    .replace("%2e", ".")
                    .replace("%2f", "/")
                    .replace("%5c", "\\")
                    .replace("%3b", ";")
                    .replace("%20", " ");
        } while (!after.equals(before));
        return after;
    }

    /** Some servers ignore what follows a semicolon in a segment, or blanks at its end. */
    private static boolean climbs(String segment) {
        String plain = segment.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%3b", ";")
                .replace("%20", " ");
        String name = (plain + ";").substring(0, (plain + ";").indexOf(';')).strip();
        return name.equals(".") || name.equals("..");
    }
}
