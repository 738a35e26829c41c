package io.parley.connector;

import java.time.Instant;

/**
 * An attempt to send an activity.
 *
 * @param number the number of the attempt, from 1
 * @param start the start of the first attempt
 * @param at the address
 * @param renewed whether the token was replaced because the Connector rejected it
 * @param moved whether the host was replaced because the Connector required it
 * @param mayHaveArrived whether the Connector may have accepted an earlier attempt despite its error
 */
record Attempt(int number, Instant start, ConnectorAddress at, boolean renewed, boolean moved, boolean mayHaveArrived) {

    static Attempt first(ConnectorAddress at, Instant now) {
        return new Attempt(1, now, at, false, false, false);
    }

    /** @param arrived whether the Connector may have accepted this attempt */
    Attempt again(boolean arrived) {
        return new Attempt(number + 1, start, at, renewed, moved, mayHaveArrived || arrived);
    }

    Attempt withNewToken() {
        return new Attempt(number + 1, start, at, true, moved, mayHaveArrived);
    }

    Attempt inGcc() {
        return new Attempt(number + 1, start, at.inGcc(), renewed, true, mayHaveArrived);
    }
}
