package io.parley.activity;

import org.jspecify.annotations.Nullable;

/**
 * Characters that show nothing: blanks, controls, joiners, marks of direction, selectors of a variant. Keyboards and copied
 * text bring them, so that two texts look the same and are not.
 */
public final class Invisible {

    private Invisible() {}

    /** Whether there is nothing to see in a text, or no text. */
    public static boolean isBlank(@Nullable String text) {
        return text == null || text.codePoints().allMatch(Invisible::isInvisible);
    }

    /** The text, or null when there is nothing to see in it. */
    public static @Nullable String absentIfBlank(@Nullable String text) {
        return isBlank(text) ? null : text;
    }

    /** The text from its first character that shows something to its last; all between stays. */
    public static String strip(String text) {
        int start = 0;
        while (start < text.length() && isInvisible(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        int end = text.length();
        while (end > start && isInvisible(text.codePointBefore(end)) && !belongsToTheLast(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** The text without any of them; blanks of all kinds become plain ones. */
    public static String remove(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> isSpace(point) ? ' ' : point)
                .filter(point -> point == ' ' || !isInvisible(point))
                .forEach(visible::appendCodePoint);
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

    /** They say how the character before them looks. */
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

    /** Arabic, Syriac and Kaithi signs count as format characters, and are seen all the same. */
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
