package io.parley.credentials;

import java.time.Duration;
import java.time.Instant;

/**
 * A bearer token and its expiry. It is a secret: {@link #toString} masks it.
 *
 * @param obtainedAt the time of the request, to compute the age of the token
 */
public record AccessToken(String value, Instant obtainedAt, Instant expiresAt) {

    /** The maximum length, in characters: the same as for tokens of callers. Servers refuse longer headers. */
    private static final int LONGEST = 16 * 1024;

    /**
     * Throws a {@link CredentialException} for a token that a header cannot carry. Another one may be requested then; a call with this
     * one would fail for good, or not be sent.
     */
    public AccessToken {
        if (value.length() > LONGEST || !value.chars().allMatch(AccessToken::isVisible)) {
            throw new CredentialException("The token that was received does not fit a header");
        }
    }

    private static boolean isVisible(int character) {
        return character > ' ' && character < 0x7f;
    }

    /** Returns this token with its times relative to another clock, by which it was requested at a time. */
    AccessToken obtainedAt(Instant time) {
        return new AccessToken(value, time, time.plus(Duration.between(obtainedAt, expiresAt)));
    }

    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt + "]";
    }
}
