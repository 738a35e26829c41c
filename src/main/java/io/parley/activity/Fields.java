package io.parley.activity;

import org.jspecify.annotations.Nullable;

/**
 * The limit of ids, names and other short texts of an activity: it is kept with each turn, and a channel's are far below it.
 */
final class Fields {

    private static final int LONGEST = 4096;

    private Fields() {}

    /** @throws IllegalArgumentException which the reader of JSON reports as a body that is not an activity */
    static void demandShort(@Nullable String... fields) {
        for (String field : fields) {
            if (field != null && field.length() > LONGEST) {
                throw new IllegalArgumentException("A field has more than " + LONGEST + " characters");
            }
        }
    }
}
