package io.parley.chat;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * An error of the service, with its explanation for the operator. The explanation does not contain the service's message, which can repeat
 * what a user wrote.
 *
 * @param status the HTTP status
 * @param delay how long the service asks not to be called, if it says so
 * @param trace ids by which the service's support, and its logs, find the call
 */
record ErrorAnswer(int status, ServiceError error, Optional<Duration> delay, String trace, Variables variables) {

    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;

    static ErrorAnswer of(Response response, String trace, Variables variables, Instant now) {
        ServiceError error = ServiceError.parse(response.readEntity(String.class));
        return new ErrorAnswer(
                response.getStatus(), error, RetryDelay.of(response, error.message(), now), trace, variables);
    }

    /** Creates an error from an answer with status 200: in a stream, or in place of one. */
    static ErrorAnswer within(ServiceError error, String trace, Variables variables) {
        return new ErrorAnswer(error.status(), error, RetryDelay.inWords(error.message()), trace, variables);
    }

    ChatException toException() {
        if (status == TOO_MANY_REQUESTS) {
            return new ChatException.Throttled(describe(), delay);
        }
        if (status >= 500 || status == REQUEST_TIMEOUT || status == CONFLICT) {
            return new ChatException.Unavailable(describe());
        }
        if (error.filtered()) {
            return new ChatException.Filtered(describeFilter());
        }
        return error.overflows() || status == CONTENT_TOO_LARGE
                ? new ChatException.TooLong(describe())
                : new ChatException.Rejected(describe(), status);
    }

    /** Whether another token may succeed: this one has expired, or is for another audience. */
    boolean isOfToken() {
        return status == UNAUTHORIZED && !error.code().equals("PermissionDenied");
    }

    private String describeFilter() {
        String by = error.filters().isEmpty() ? "" : " for " + String.join(", ", error.filters());
        return "The content filter blocked the prompt" + by + " " + trace + ".";
    }

    private String describe() {
        StringJoiner sentences = new StringJoiner(" ");
        sentences.add("Azure OpenAI answered " + status + namesBesideStatus() + " " + trace + ".");
        if (error.overflows() && !error.tokens().isEmpty()) {
            sentences.add(
                    "Tokens: " + error.tokens().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".");
        }
        ErrorAdvice.on(status, error, variables).ifPresent(sentences::add);
        return sentences.toString();
    }

    private String namesBesideStatus() {
        String names = error.names();
        return names.isEmpty() || names.equals(Integer.toString(status)) ? "" : " " + names;
    }
}
