package io.parley.messages;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Says what is wrong with a body, without any of its text. */
final class InvalidBody {

    private InvalidBody() {}

    /** Returns the place of the error in the JSON. */
    static String where(JsonProcessingException failure) {
        return failure.getLocation() == null
                ? "its JSON does not have the structure of an activity."
                : "the JSON is wrong at line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr() + ".";
    }
}
