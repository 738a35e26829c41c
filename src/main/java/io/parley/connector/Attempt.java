package io.parley.connector;

import java.time.Instant;

/**
 * One try to send an activity.
 *
 * @param number from 1
 * @param start when the first try started
 * @param at where to
 * @param renewed whether the token was replaced because the Connector refused it
 * @param moved whether the host was replaced because the Connector said so
 * @param doubted whether an earlier try may have been taken, though its answer was no success
 */
record Attempt(int number, Instant start, ConnectorAddress at, boolean renewed, boolean moved, boolean doubted) {

    static Attempt first(ConnectorAddress at, Instant now) {
        return new Attempt(1, now, at, false, false, false);
    }

    /** @param taken whether this one may have been taken */
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
