package io.parley.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.http.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response to an operator.
 *
 * @param body written as JSON; absent where the status is enough
 */
record OperatorResponse(int status, @Nullable Object body) {

    static OperatorResponse problem(Response.Status status, String detail) {
        return new OperatorResponse(status.getStatusCode(), Problem.of(status, detail));
    }

    /** Returns a problem where a response is expected later. */
    static Uni<OperatorResponse> refused(Response.Status status, String detail) {
        return Uni.createFrom().item(problem(status, detail));
    }

    String mediaType() {
        return body instanceof Problem ? Problem.MEDIA_TYPE.toString() : MediaType.APPLICATION_JSON;
    }

    Optional<String> write(ObjectMapper mapper) {
        try {
            return body == null ? Optional.empty() : Optional.of(mapper.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Cannot be written as JSON: " + body.getClass(), e);
        }
    }
}
