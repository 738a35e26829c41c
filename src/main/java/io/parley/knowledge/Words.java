package io.parley.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Takes a text apart into words: runs of letters and digits, in lower case. Numbers keep their decimal point. A name such as
 * {@code hostPath} is a word, and so are its parts. Chinese, Japanese, Korean and the like are taken apart into overlapping pairs of
 * characters: {@link Unspaced}. Reads each character once, since all documents pass through here at the start.
 */
final class Words {

    /** A longer text is no word, but encoded data, for example. */
    private static final int LONGEST = 64;

    /** Above it, the lower case of a character can depend on its neighbors, or have another length. */
    private static final char LAST_SIMPLE = '\u024f';

    /** A Turkish letter whose lower case has two characters. */
    private static final char DOTTED_I = '\u0130';

    private final String text;
    private final Consumer<CharSequence> words;
    private final StringBuilder word = new StringBuilder(LONGEST);

    private Words(String text, Consumer<CharSequence> words) {
        this.text = text;
        this.words = words;
    }

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        each(text, word -> words.add(word.toString()));
        return words;
    }

    /** @param words gets each word. It is one object with other letters each time: most words were read before and need no string */
    static void each(String text, Consumer<CharSequence> words) {
        new Words(text, words).read();
    }

    private void read() {
        int at = 0;
        while (at < text.length()) {
            if (isLetter(text.charAt(at))) {
                int end = end(at);
                if (Unspaced.is(text.charAt(at))) {
                    pairs(at, end);
                } else {
                    word(at, end);
                }
                at = end;
            } else {
                at++;
            }
        }
    }

    private int end(int start) {
        boolean unspaced = Unspaced.is(text.charAt(start));
        int end = start + 1;
        while (end < text.length() && (isPart(text.charAt(end), unspaced) || isDecimalPoint(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPart(char character, boolean unspaced) {
        return (isLetter(character) || Unspaced.isMark(character)) && Unspaced.is(character) == unspaced;
    }

    /** A surrogate is half of a letter that is rare, or half of an emoji, which does no harm. */
    private static boolean isLetter(char character) {
        return character < 128
                ? (character >= 'a' && character <= 'z')
                        || (character >= 'A' && character <= 'Z')
                        || (character >= '0' && character <= '9')
                : Character.isLetterOrDigit(character) || Character.isSurrogate(character);
    }

    private boolean isDecimalPoint(int at) {
        return text.charAt(at) == '.' && isDigit(at - 1) && isDigit(at + 1);
    }

    private boolean isDigit(int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private void pairs(int start, int end) {
        if (end - start == 1) {
            accept(start, end);
        }
        for (int at = start; at + 1 < end; at++) {
            accept(at, at + 2);
        }
    }

    private void word(int start, int end) {
        if (end - start > LONGEST) {
            return;
        }
        accept(start, end);
        int from = start;
        for (int at = start + 1; at < end; at++) {
            if (Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(text.charAt(at - 1))) {
                accept(from, at);
                from = at;
            }
        }
        if (from > start) {
            accept(from, end);
        }
    }

    private void accept(int start, int end) {
        word.setLength(0);
        for (int at = start; at < end; at++) {
            char character = text.charAt(at);
            if (character > LAST_SIMPLE || character == DOTTED_I) {
                word.setLength(0);
                word.append(text.substring(start, end).toLowerCase(Locale.ROOT));
                break;
            }
            word.append(Character.toLowerCase(character));
        }
        words.accept(word);
    }
}
