package io.parley.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.HttpAnswer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/** The platform's response to a request for a managed identity's token: a token or an error. */
record ManagedIdentityAnswer(int status, JsonNode body) {

    private static final Pattern ERROR = Pattern.compile("[A-Za-z_]{1,40}");

    /** The statuses from 400 to 499 that a later try can change. */
    private static final Set<Integer> PASSING = Set.of(404, 408, 410, 429);

    static ManagedIdentityAnswer of(HttpAnswer answer) {
        return new ManagedIdentityAnswer(answer.status(), answer.json());
    }

    /**
     * Returns the token. Throws a {@link CredentialException} that says why there is none.
     *
     * @param identity the name of the identity in a sentence
     */
    AccessToken token(String identity, Instant askedAt) {
        if (status != 200) {
            throw failure(identity);
        }
        String value = body.path("access_token").asText();
        if (value.isBlank()) {
            throw new CredentialException("The platform answered without a token of " + identity);
        }
        return new AccessToken(value, askedAt, end(askedAt));
    }

    // Prefers expires_on: the platform caches tokens, so expires_in may count from an earlier time. Both may be
    // strings.
    private Instant end(Instant askedAt) {
        long expiresOn = body.path("expires_on").asLong();
        long expiresIn = body.path("expires_in").asLong();
        if (expiresOn <= 0 && expiresIn <= 0) {
            throw new CredentialException("The platform answered without the lifetime of its token");
        }
        try {
            return expiresOn > 0 ? Instant.ofEpochSecond(expiresOn) : askedAt.plusSeconds(expiresIn);
        } catch (DateTimeException | ArithmeticException tooFar) {
            throw new CredentialException("The platform answered with an impossible lifetime", tooFar);
        }
    }

    private CredentialException failure(String identity) {
        boolean permanent = status >= 400 && status < 500 && !PASSING.contains(status);
        return permanent
                ? new CredentialException.Rejected("The platform refused a token of " + identity + ": " + reason()
                        + ". Assign that identity to what runs the bot, and check its client id.")
                : new CredentialException.Unavailable(
                        "The platform gave no token of " + identity + ": " + reason(), status);
    }

    private String reason() {
        String error = body.path("error").asText();
        return "status " + status + (ERROR.matcher(error).matches() ? ", " + error : "");
    }

    /** Omits the body: it may contain a token. */
    @Override
    public String toString() {
        return "ManagedIdentityAnswer[" + status + "]";
    }
}
