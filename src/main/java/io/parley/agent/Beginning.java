package io.parley.agent;

/** The beginning of a text that is cut. */
final class Beginning {

    private Beginning() {}

    /**
     * Returns the beginning of a longer text. Both halves of a character are kept, or none: half of one cannot be sent.
     *
     * @param length in UTF-16 units, at most
     */
    static String of(String text, int length) {
        boolean parted = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, parted ? length - 1 : length);
    }
}
