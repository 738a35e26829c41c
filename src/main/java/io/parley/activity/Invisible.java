package io.parley.activity;

import org.jspecify.annotations.Nullable;

/** Finds, removes and shows characters that show nothing: with them, two texts look the same but differ. */
public final class Invisible {

    private Invisible() {}

    /** Whether a text is absent or shows nothing. */
    public static boolean isBlank(@Nullable String text) {
        return text == null || firstVisible(text) == text.length();
    }

    /** Returns the text, or null if it shows nothing. */
    public static @Nullable String absentIfBlank(@Nullable String text) {
        return isBlank(text) ? null : text;
    }

    /** Returns the text from its first to its last visible character; everything between stays. */
    public static String strip(String text) {
        int start = firstVisible(text);
        int end = text.length();
        while (end > start
                && InvisibleCharacter.is(text.codePointBefore(end))
                && !InvisibleCharacter.belongsToTheLast(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static int firstVisible(String text) {
        int place = 0;
        while (place < text.length() && InvisibleCharacter.is(text.codePointAt(place))) {
            place += Character.charCount(text.codePointAt(place));
        }
        return place;
    }

    /** Returns the text without these characters; blanks of all kinds become plain ones. */
    public static String remove(String text) {
        return remove(text, text.length());
    }

    /**
     * Returns the beginning of what {@link #remove(String)} returns. Reads no further than that.
     *
     * @param most its length, in UTF-16 units; one more if a character would be cut
     */
    public static String remove(String text, int most) {
        StringBuilder visible = new StringBuilder();
        int point;
        for (int place = 0; place < text.length() && visible.length() < most; place += Character.charCount(point)) {
            point = text.codePointAt(place);
            if (InvisibleCharacter.isSpace(point)) {
                visible.append(' ');
            } else if (!InvisibleCharacter.is(point)) {
                visible.appendCodePoint(point);
            }
        }
        return visible.toString();
    }

    /** Returns the text with these characters as escapes, such as {@code ‹U+200B›}. Line ends and blanks become plain blanks. */
    public static String show(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (InvisibleCharacter.isBlank(point)) {
                visible.append(' ');
            } else if (InvisibleCharacter.is(point)) {
                visible.append(String.format("\u2039U+%04X\u203a", point));
            } else {
                visible.appendCodePoint(point);
            }
        });
        return visible.toString();
    }
}
