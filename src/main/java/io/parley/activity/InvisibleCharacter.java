package io.parley.activity;

/**
 * Knows which characters show nothing: blanks, controls, joiners, direction marks, variation selectors. Keyboards and copied
 * text add them.
 */
final class InvisibleCharacter {

    private InvisibleCharacter() {}

    static boolean is(int point) {
        return !isPlain(point) && showsNothing(point);
    }

    private static boolean showsNothing(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            case Character.FORMAT -> !isSignOfNumbers(point);
            default -> isSeparator(point) || isSelector(point) || isFiller(point);
        };
    }

    /** Whether it is a visible character of ASCII. Most are, and their types need not be looked up. */
    private static boolean isPlain(int point) {
        return isBetween(point, '!', '~');
    }

    static boolean isSpace(int point) {
        return !isPlain(point) && isSeparator(point);
    }

    private static boolean isSeparator(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    /** Whether a reader sees a blank or the end of a line. */
    static boolean isBlank(int point) {
        return point == '\n' || point == '\r' || point == '\t' || Character.getType(point) == Character.SPACE_SEPARATOR;
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
            default -> isReserved(point);
        };
    }

    /** Whether a character has no meaning yet, and is to show nothing until it has one. */
    private static boolean isReserved(int point) {
        return point == 0x2065 || isBetween(point, 0xfff0, 0xfff8) || isBetween(point, 0xe0000, 0xe0fff);
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
    static boolean belongsToTheLast(int point) {
        return isSelector(point) || isBetween(point, 0xe0020, 0xe007f);
    }

    private static boolean isBetween(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
