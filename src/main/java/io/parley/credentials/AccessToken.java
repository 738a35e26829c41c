package io.parley.credentials;

import java.time.Duration;
import java.time.Instant;

/**
 * A bearer token and its expiry. It is a secret: {@link #toString} masks it.
 *
 * @param obtainedAt the time of the request, to compute the age of the token
 */
public record AccessToken(String value, Instant obtainedAt, Instant expiresAt) {

    /** Returns this token with its times relative to another clock, by which it was requested at a time. */
    AccessToken obtainedAt(Instant time) {
        return new AccessToken(value, time, time.plus(Duration.between(obtainedAt, expiresAt)));
    }

    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt + "]";
    }
}
