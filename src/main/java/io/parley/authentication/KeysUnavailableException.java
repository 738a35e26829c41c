package io.parley.authentication;

import java.time.Duration;

/**
 * A token cannot be verified because its issuer's keys were never loaded, or not for days. The caller did nothing wrong and
 * gets a 503 with {@link #retryAfter()} as {@code Retry-After}.
 */
public final class KeysUnavailableException extends RuntimeException {

    private final Duration retryAfter;

    KeysUnavailableException(Duration retryAfter) {
        super("There are no signing keys to verify a token with.");
        this.retryAfter = retryAfter;
    }

    /** Returns the time until the next try, at least a second. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
