package io.parley.tools;

/** Prepares texts of others for the model: removes invisible characters, and limits the length. */
public final class ToolText {

    /** The longest description that the model's service takes, in characters. */
    public static final int LONGEST_DESCRIPTION = 1_024;

    /** The longest result, in characters. */
    private static final int LONGEST_RESULT = 8 * 1024;

    private static final int END_OF_RESULT = 2 * 1024;

    private ToolText() {}

    /**
     * Removes control characters except line ends and tabs, marks of direction, zero-width spaces and tags: they hide text from
     * a reader, or show it in another order.
     */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(ToolText::isHarmless).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isHarmless(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> false;
            // Joiners are part of how some languages and emoji are written.
            case Character.FORMAT -> point == 0x200c || point == 0x200d;
            // Selectors of a variant can carry any hidden text, one byte each.
            default -> !(point >= 0xfe00 && point <= 0xfe0e) && !(point >= 0xe0100 && point <= 0xe01ef);
        };
    }

    /** Returns a clean description of at most {@link #LONGEST_DESCRIPTION} characters. */
    public static String description(String text) {
        String clean = clean(text).strip();
        return clean.length() <= LONGEST_DESCRIPTION
                ? clean
                : clean.substring(0, boundary(clean, LONGEST_DESCRIPTION - 1)) + "…";
    }

    /** Returns a clean result: the whole, or its start and its end with a mark of what was left out. */
    public static String result(String text) {
        if (text.length() <= LONGEST_RESULT) {
            return clean(text);
        }
        int head = boundary(text, LONGEST_RESULT - END_OF_RESULT);
        int tail = boundary(text, text.length() - END_OF_RESULT);
        return clean(text.substring(0, head)) + "\n[… " + (tail - head) + " characters are left out here …]\n"
                + clean(text.substring(tail));
    }

    /** Keeps the two halves of a character together. */
    private static int boundary(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
