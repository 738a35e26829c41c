package io.parley.activity;

import org.jspecify.annotations.Nullable;

/**
 * Finds characters that show nothing: blanks, controls, joiners, direction marks, variation selectors. Keyboards and copied
 * text add them, so that two texts look the same but differ.
 */
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
        while (end > start && isInvisible(text.codePointBefore(end)) && !belongsToTheLast(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static int firstVisible(String text) {
        int place = 0;
        while (place < text.length() && isInvisible(text.codePointAt(place))) {
            place += Character.charCount(text.codePointAt(place));
        }
        return place;
    }

    /** Returns the text without these characters; blanks of all kinds become plain ones. */
    public static String remove(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        int point;
        for (int place = 0; place < text.length(); place += Character.charCount(point)) {
            point = text.codePointAt(place);
            if (isSpace(point)) {
                visible.append(' ');
            } else if (!isInvisible(point)) {
                visible.appendCodePoint(point);
            }
        }
        return visible.toString();
    }

    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            case Character.FORMAT -> !isSignOfNumbers(point);
            default -> isSpace(point) || isSelector(point) || isFiller(point);
        };
    }

    private static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    /** Whether a character selects the appearance of the character before it. */
    private static boolean isSelector(int point) {
        return isBetween(point, 0xfe00, 0xfe0f)
                || isBetween(point, 0xe0100, 0xe01ef)
                || isBetween(point, 0x180b, 0x180f)
                || point == 0x034f;
    }

    private static boolean isFiller(int point) {
        return switch (point) {
            case 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
            default -> false;
        };
    }

    /** Arabic, Syriac and Kaithi number signs are classified as format characters, but are visible. */
    private static boolean isSignOfNumbers(int point) {
        return isBetween(point, 0x0600, 0x0605)
                || switch (point) {
                    case 0x06dd, 0x070f, 0x0890, 0x0891, 0x08e2, 0x110bd, 0x110cd -> true;
                    default -> false;
                };
    }

    /** An emoji may end with a selector, and a flag with tags. */
    private static boolean belongsToTheLast(int point) {
        return isSelector(point) || isBetween(point, 0xe0020, 0xe007f);
    }

    private static boolean isBetween(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
