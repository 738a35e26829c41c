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
 * @param doubted whether an earlier attempt may have been accepted despite its error
 */
record Attempt(int number, Instant start, ConnectorAddress at, boolean renewed, boolean moved, boolean doubted) {

    static Attempt first(ConnectorAddress at, Instant now) {
        return new Attempt(1, now, at, false, false, false);
    }

    /** @param taken whether this attempt may have been accepted */
    Attempt again(boolean taken) {
        return new Attempt(number + 1, start, at, renewed, moved, doubted || taken);
    }

    Attempt withNewToken() {
        return new Attempt(number + 1, start, at, true, moved, doubted);
    }

    Attempt inGcc() {
        return new Attempt(number + 1, start, at.inGcc(), renewed, true, doubted);
    }
}
