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
 * @param text the text after it
 */
record FrontMatter(Map<String, String> values, String text) {

    private static final String MARK = "---";

    static FrontMatter of(String document) {
        List<String> lines = document.lines().toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals(MARK)) {
            return new FrontMatter(Map.of(), document);
        }
        Map<String, String> values = new HashMap<>();
        for (int at = 1; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.strip().equals(MARK)) {
                return new FrontMatter(values, String.join("\n", lines.subList(at + 1, lines.size())));
            }
            int colon = line.indexOf(':');
            if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
                values.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), value(line.substring(colon + 1)));
            }
        }
        return new FrontMatter(Map.of(), document);
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
