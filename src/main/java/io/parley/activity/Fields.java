package io.parley.activity;

import org.jspecify.annotations.Nullable;

/**
 * Limits ids, names and other short texts of an activity, because they are stored with each turn. Those of channels are far
 * shorter.
 */
final class Fields {

    private static final int LONGEST = 4096;

    private Fields() {}

    /** @throws IllegalArgumentException if one is longer; the JSON reader reports it as a body that is not an activity */
    static void demandShort(@Nullable String... fields) {
        for (String field : fields) {
            if (field != null && field.length() > LONGEST) {
                throw new IllegalArgumentException("A field has more than " + LONGEST + " characters");
            }
        }
    }
}
