package io.parley.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The description of a document before its text:
 *
 * <pre>
 * ---
 * title: Add a monitor
 * url: https://docs.example/monitors/add
 * language: en
 * ---
 * </pre>
 *
 * <p>Only lines with a name and a value on them are read; everything else that YAML allows is ignored.
 *
 * @param values by their names, in lower case
 * @param end where the text after it begins; 0 if a document has none
 */
record FrontMatter(Map<String, String> values, int end) {

    private static final String MARK = "---";
    private static final FrontMatter NONE = new FrontMatter(Map.of(), 0);

    /** In UTF-16 units. What is longer is text between two lines. */
    private static final int LONGEST = 65_536;

    static FrontMatter of(String document) {
        Lines lines = new Lines(document, 0);
        if (!lines.next() || !lines.is(MARK)) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        while (lines.next() && lines.end() < LONGEST) {
            if (lines.is(MARK)) {
                return values.isEmpty() ? NONE : new FrontMatter(values, lines.behind());
            }
            read(document.substring(lines.start(), lines.end()), values);
        }
        return NONE;
    }

    private static void read(String line, Map<String, String> values) {
        int colon = line.indexOf(':');
        if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
            values.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), value(line.substring(colon + 1)));
        }
    }

    Optional<String> value(String... names) {
        return List.of(names).stream()
                .map(name -> values.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String valueOf(String bare) {
        boolean quoted = bare.length() > 1
                && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
                && bare.charAt(bare.length() - 1) == bare.charAt(0);
        return quoted ? bare.substring(1, bare.length() - 1).strip() : bare;
    }

    private static String value(String written) {
        return valueOf(written.strip());
    }
}
