package io.parley.credentials;

import java.time.Duration;
import java.time.Instant;

/**
 * A bearer token and when it ends. A secret: {@link #toString} masks it.
 *
 * @param obtainedAt when it was asked for, so that a share of its lifetime can be told
 */
public record AccessToken(String value, Instant obtainedAt, Instant expiresAt) {

    /** The same, with its times by a clock on which it was asked for at this time. */
    AccessToken obtainedAt(Instant time) {
        return new AccessToken(value, time, time.plus(Duration.between(obtainedAt, expiresAt)));
    }

    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt + "]";
    }
}
