package io.parley.chat;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps text of others inside the marks of data in a prompt. A closing tag in the text, such as {@code </documents>}, could end
 * them. A model reads past invisible characters and takes wide letters for plain ones, so a tag counts that only looks like one.
 */
public final class DataMarks {

    private static final String BRACKET = "[<\u02c2\u1438\u2039\u2329\u276e\u2770\u27e8\u3008\ufe64\uff1c]";
    private static final String SLASH = "[/\u2044\u2215\u2571\u27cb\u29f8\uff0f]";

    /** Blanks and invisible characters, also as escapes of JSON. */
    private static final String GAP =
            "(?:[\\p{C}\\p{Z}\\p{Mn}\u115f\u1160\u2800\u3164\uffa0]|\\\\[bfnrt]|\\\\u[0-9a-fA-F]{4})*+";

    private static final Pattern CLOSING = Pattern.compile("(" + BRACKET + GAP + ")(" + SLASH + ")");

    /** Ends of lines that JSON does not escape. */
    private static final Pattern LINE_END = Pattern.compile("[\u0085\u2028\u2029]");

    private DataMarks() {}

    /**
     * Returns JSON of the same value, on one line and without what looks like a closing tag: the slash of each becomes an escape,
     * such as {@code <\/documents>}.
     *
     * @param json as Jackson writes it
     */
    public static String escape(String json) {
        String line = LINE_END.matcher(json).replaceAll(end -> replacement(code(end.group())));
        return CLOSING.matcher(line).replaceAll(DataMarks::closing);
    }

    private static String closing(MatchResult tag) {
        String slash = tag.group(2);
        return replacement(tag.group(1) + ("/".equals(slash) ? "\\/" : code(slash)));
    }

    private static String code(String character) {
        return String.format("\\u%04x", (int) character.charAt(0));
    }

    private static String replacement(String text) {
        return Matcher.quoteReplacement(text);
    }
}
