package io.parley.authentication;

/**
 * The caller could not show that it may say what it says: no token, a wrong one, or one that is not for this activity.
 * Always a 401 with {@link #challenge()} as the value of {@code WWW-Authenticate} and no reason in the body.
 *
 * <p>The message is a sentence for the log. It holds no token and no claim.
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

    /** The value of {@code WWW-Authenticate}, as in RFC 6750, section 3. */
    public String challenge() {
        return challenge;
    }
}
