package io.parley.chat;

/**
 * Removes halves of characters from a text. Models write an emoji in pieces, and a text that ends in the middle of one can be
 * neither sent nor stored.
 */
public final class WholeCharacters {

    private static final char UNKNOWN = '\uFFFD';

    private WholeCharacters() {}

    /**
     * Returns the beginning of a text, or all of a short one. Keeps both halves of a character, or none.
     *
     * @param most in UTF-16 units
     */
    public static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Whether a text has both halves of each of its characters. */
    public static boolean areIn(String text) {
        return !hasSurrogates(text) || of(text).equals(text);
    }

    /** Replaces halves by a mark. Leaves out a half at the end, whose other half may still come. */
    public static String of(CharSequence text) {
        return hasSurrogates(text) ? withoutHalves(text) : text.toString();
    }

    static boolean hasSurrogates(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String withoutHalves(CharSequence text) {
        StringBuilder whole = new StringBuilder(text);
        int length = whole.length();
        if (length > 0 && Character.isHighSurrogate(whole.charAt(length - 1))) {
            whole.setLength(length - 1);
        }
        for (int i = 0; i < whole.length(); i++) {
            if (Character.isSurrogate(whole.charAt(i))) {
                if (i + 1 < whole.length() && Character.isSurrogatePair(whole.charAt(i), whole.charAt(i + 1))) {
                    i++;
                } else {
                    whole.setCharAt(i, UNKNOWN);
                }
            }
        }
        return whole.toString();
    }
}
