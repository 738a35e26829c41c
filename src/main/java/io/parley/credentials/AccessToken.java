package io.parley.credentials;

import java.time.Instant;

/**
 * A bearer token and when it ends. A secret: {@link #toString} masks it.
 *
 * @param obtainedAt when it was asked for, so that a share of its lifetime can be told
 */
public record AccessToken(String value, Instant obtainedAt, Instant expiresAt) {

    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt + "]";
    }
}
