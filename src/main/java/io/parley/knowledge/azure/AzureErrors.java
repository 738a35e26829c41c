package io.parley.knowledge.azure;

import io.parley.credentials.CredentialException;
import io.parley.http.HttpAnswer;
import io.parley.http.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Says in a sentence why an index cannot be searched, and what to check. The service explains an error as {@code
 * {"error":{"code":"InvalidRequestParameter","message":"…"}}}. Its message can repeat the question, so it is not used.
 */
final class AzureErrors {

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final int USED_UP = 402;
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final AzureIndex index;
    private final boolean withKey;

    /** @param withKey whether a key is presented, rather than a token */
    AzureErrors(AzureIndex index, boolean withKey) {
        this.index = index;
        this.withKey = withKey;
    }

    AzureSearchException of(HttpAnswer answer) {
        int status = answer.status();
        String sentence = index.title() + " answered " + status + code(answer) + ".";
        if (status == USED_UP) {
            return new AzureSearchException.RankerUsedUp(sentence);
        }
        return PASSING.contains(status)
                ? new AzureSearchException.Unavailable(
                        sentence,
                        RetryAfter.parse(
                                answer.header("retry-after").orElse(null),
                                Clock.systemUTC().instant(),
                                LONGEST_DELAY))
                : new AzureSearchException.Refused(sentence + advice(status));
    }

    private static String code(HttpAnswer answer) {
        String code = AzureJson.read(answer).at("/error/code").asText();
        return CODE.matcher(code).matches() ? " (" + code + ")" : "";
    }

    private String advice(int status) {
        return switch (status) {
            case 400 ->
                " Check the names of the fields, of the semantic configuration and of the vector field"
                        + " (PARLEY_KNOWLEDGE_SEARCH_…), and that the index has a vectorizer if there is a vector field.";
            case 401, 403 ->
                withKey
                        ? " Check " + AzureIndex.VARIABLE + "KEY."
                        : " Check that the identity has the role Search Index Data Reader, and that the service allows"
                                + " roles and not keys alone.";
            case 404 -> " Check " + AzureIndex.VARIABLE + "ENDPOINT and " + AzureIndex.VARIABLE + "INDEX.";
            default -> "";
        };
    }

    AzureSearchException tooSlow() {
        return new AzureSearchException.Refused(index.title() + " did not answer in time: if this happens again, set "
                + AzureIndex.VARIABLE + "TIMEOUT.");
    }

    AzureSearchException tooLong(int bytes) {
        return new AzureSearchException.Refused(index.title() + " answered with more than " + bytes
                + " bytes: it should hold passages, not whole documents.");
    }

    AzureSearchException notReached(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return tooSlow();
        }
        return failure instanceof CredentialException
                ? new AzureSearchException.Refused("There is no token for the search service. " + failure.getMessage())
                : new AzureSearchException.Unavailable(
                        index.title() + " cannot be reached: " + failure, Optional.empty());
    }
}
