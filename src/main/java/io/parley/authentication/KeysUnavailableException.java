package io.parley.authentication;

import java.time.Duration;

/**
 * No token can be verified, because its issuer's keys were never loaded or not for days. The caller is not to blame: a
 * 503 with {@link #retryAfter()} as {@code Retry-After}.
 */
public final class KeysUnavailableException extends RuntimeException {

    private final Duration retryAfter;

    KeysUnavailableException(Duration retryAfter) {
        super("There are no signing keys to verify a token with.");
        this.retryAfter = retryAfter;
    }

    /** When it is worth another try. At least a second. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
