package io.parley.authentication;

/**
 * The token is absent, invalid, or not valid for this activity. The response is always a 401 with {@link #challenge()} as
 * {@code WWW-Authenticate} and no reason in the body.
 *
 * <p>The message is a sentence for the log. It contains no token and no claim.
 */
public final class TokenRejectedException extends SecurityException {

    static final String MISSING_TOKEN = "Bearer";
    static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    private final String challenge;

    private TokenRejectedException(String reason, String challenge) {
        super(reason);
        this.challenge = challenge;
    }

    static TokenRejectedException missing() {
        return new TokenRejectedException("The request has no Authorization header.", MISSING_TOKEN);
    }

    static TokenRejectedException because(String reason) {
        return new TokenRejectedException(reason, INVALID_TOKEN);
    }

    /** Returns the value of {@code WWW-Authenticate}: RFC 6750, section 3. */
    public String challenge() {
        return challenge;
    }
}
