package io.parley.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.HttpAnswer;
import io.parley.http.RetryAfter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response of Entra's token endpoint: a token or an error. Only the codes of an error are reported, because its
 * description may name tenants, applications and accounts.
 *
 * @param retryAfter the time until the next try, at most a minute
 */
record EntraAnswer(int status, JsonNode body, Optional<Duration> retryAfter) {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Pattern DESCRIPTION_CODE = Pattern.compile("AADSTS\\d{1,10}");
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    static EntraAnswer of(HttpAnswer answer, Instant now) {
        return new EntraAnswer(
                answer.status(),
                answer.json(),
                RetryAfter.parse(answer.header("retry-after").orElse(null), now, LONGEST_WAIT));
    }

    /** Returns the token. Throws a {@link CredentialException} that says why there is none. */
    AccessToken token(Instant askedAt) {
        if (status != 200) {
            throw failure();
        }
        String value = body.path("access_token").asText();
        // A number, or a string with a number.
        long seconds = body.path("expires_in").asLong();
        if (value.isBlank() || seconds <= 0) {
            throw new CredentialException("Entra answered without a token or without its lifetime");
        }
        return new AccessToken(value, askedAt, end(askedAt, seconds));
    }

    private static Instant end(Instant askedAt, long seconds) {
        try {
            return askedAt.plus(Duration.ofSeconds(seconds));
        } catch (DateTimeException | ArithmeticException tooFar) {
            throw new CredentialException("Entra answered with an impossible lifetime", tooFar);
        }
    }

    private CredentialException failure() {
        return permanent()
                ? new CredentialException.Rejected("Entra refused the credentials: " + reason())
                : new CredentialException("Entra gave no token: " + reason(), retryAfter);
    }

    private boolean permanent() {
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    private String reason() {
        String error = body.path("error").asText();
        Matcher code = DESCRIPTION_CODE.matcher(body.path("error_description").asText());
        return "status " + status
                + (ERROR.matcher(error).matches() ? ", " + error : "")
                + (code.find() ? ", " + code.group() + EntraAdvice.of(code.group()) : "");
    }

    /** Omits the body: it may contain a token. */
    @Override
    public String toString() {
        return "EntraAnswer[" + status + "]";
    }
}
