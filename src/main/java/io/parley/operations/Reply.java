package io.parley.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer to an operator.
 *
 * @param body to be written as JSON; absent where the status says it all
 */
record Reply(int status, @Nullable Object body) {

    private static final int FIRST_ERROR = 400;

    /** Problem details (RFC 9457). */
    static Reply problem(int status, String title, String detail) {
        return new Reply(status, Map.of("status", status, "title", title, "detail", detail));
    }

    String mediaType() {
        return status < FIRST_ERROR ? "application/json" : "application/problem+json";
    }

    Optional<String> write(ObjectMapper mapper) {
        try {
            return body == null ? Optional.empty() : Optional.of(mapper.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not to be written as JSON: " + body.getClass(), e);
        }
    }
}
