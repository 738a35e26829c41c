package io.parley.bot;

import io.parley.activity.Invisible;
import java.text.Normalizer;
import java.util.Locale;

/** Makes texts comparable that keyboards write in different ways: wide letters, capitals, invisible characters. */
final class PlainWords {

    private PlainWords() {}

    /** Returns a text in its compatible form, in lower case, without blanks around it. */
    static String of(String text) {
        return Normalizer.normalize(Invisible.remove(text), Normalizer.Form.NFKC)
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
