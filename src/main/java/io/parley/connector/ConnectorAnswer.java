package io.parley.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.HttpAnswer;
import io.parley.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Connector's response: the activity was accepted, or why not. */
record ConnectorAnswer(int status, JsonNode body, @Nullable Duration retryAfter) {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    // The only part of an error's body that is reported: other text may repeat the activity's text.
    private static final Pattern CODE = Pattern.compile("[\\w .-]{1,64}");
    // A stream's activity that arrived out of order. It counts as not sent, although the status is a success.
    private static final String DROPPED = "ContentStreamSequenceOrderPreConditionFailed";

    static ConnectorAnswer of(HttpAnswer answer, Instant now) {
        String retryAfter = answer.header("retry-after").orElse(null);
        return new ConnectorAnswer(
                answer.status(),
                answer.json(),
                RetryAfter.parse(retryAfter, now, LONGEST_WAIT).orElse(null));
    }

    /** Returns the id that the channel assigned, if any. Throws a {@link ConnectorException} for an error. */
    Optional<String> activityId() {
        if (status / 100 != 2) {
            throw failure();
        }
        if (body.findValuesAsText("code").contains(DROPPED)) {
            throw new ConnectorException.Transient(status, DROPPED, retryAfter);
        }
        return Optional.ofNullable(body.path("id").textValue()).filter(id -> !id.isBlank());
    }

    private ConnectorException failure() {
        return switch (status) {
            case 412, 429, 502, 503, 504 -> new ConnectorException.Transient(status, code(), retryAfter);
            default ->
                status >= 400 && status < 500
                        ? new ConnectorException.Rejected(status, code(), StreamRefusal.of(code(), message()))
                        : new ConnectorException.Failed(status, code());
        };
    }

    private String message() {
        return body.path("error").path("message").asText();
    }

    private @Nullable String code() {
        String code =
                body.path("error").path("code").asText(body.path("errorCode").asText());
        return CODE.matcher(code).matches() ? code : null;
    }
}
