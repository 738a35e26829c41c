package io.parley.chat;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * An answer of the service other than 200, as the operator should hear of it.
 *
 * @param delay how long the service wants to be left alone, if it says
 * @param trace ids by which the service's support, and its logs, find the call
 */
record ErrorAnswer(int status, ServiceError error, Optional<Duration> delay, String trace) {

    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;

    static ErrorAnswer of(Response response, String requestId, Instant now) {
        ServiceError error = ServiceError.parse(response.readEntity(String.class));
        return new ErrorAnswer(
                response.getStatus(),
                error,
                RetryDelay.of(response, error.message(), now),
                CallTraces.of(requestId, response::getHeaderString));
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

    /** Whether another token may do: this one has ended, or is for somebody else. */
    boolean isOfToken() {
        return status == UNAUTHORIZED && !error.code().equals("PermissionDenied");
    }

    private String describeFilter() {
        String by = error.filters().isEmpty() ? "" : " for " + String.join(", ", error.filters());
        return "The content filter blocked the prompt" + by + " " + trace + ".";
    }

    private String describe() {
        StringJoiner sentences = new StringJoiner(" ");
        sentences.add("Azure OpenAI answered " + status + codeBesideStatus() + " " + trace + ".");
        if (!error.message().isEmpty()) {
            sentences.add("It says: " + error.message());
        }
        ErrorAdvice.on(status, error).ifPresent(sentences::add);
        return sentences.toString();
    }

    private String codeBesideStatus() {
        return error.code().isEmpty() || error.code().equals(Integer.toString(status)) ? "" : " " + error.code();
    }
}
