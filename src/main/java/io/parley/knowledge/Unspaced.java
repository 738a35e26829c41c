package io.parley.knowledge;

/**
 * Scripts that put no blank between words, and Korean, whose particles stick to them. Which characters make a word cannot be told without a
 * dictionary, but two texts with the same word have its pairs of characters in common.
 */
final class Unspaced {

    private static final char FIRST = '\u0e00';

    private Unspaced() {}

    static boolean is(char character) {
        return character >= FIRST
                && (isBetween(character, FIRST, '\u0eff') // Thai, Lao
                        || isBetween(character, '\u1000', '\u109f') // Burmese
                        || isBetween(character, '\u1780', '\u17ff') // Khmer
                        || isBetween(character, '\u3005', '\u3006') // marks that repeat an ideograph
                        || isBetween(character, '\u3040', '\u30ff') // Hiragana, Katakana
                        || isBetween(character, '\u3400', '\u9fff') // ideographs
                        || isBetween(character, '\uac00', '\ud7a3') // Korean
                        || isBetween(character, '\uf900', '\ufaff')); // further ideographs
    }

    /** A vowel or a tone above, below or beside a letter. It is no letter by itself, and no gap in a word either. */
    static boolean isMark(char character) {
        if (character < '\u0300') {
            return false;
        }
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isBetween(char character, char first, char last) {
        return character >= first && character <= last;
    }
}
