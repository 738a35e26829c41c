package io.parley.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457), the body of every error: {@code {"title":"Bad Request","status":400,"detail":"…"}}. The type
 * is {@code about:blank}, and as such left out: the status says it all.
 *
 * @param detail what the client can do about it; absent where that would help an attacker
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
record Problem(String title, int status, @Nullable String detail) {

    static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    static Response.ResponseBuilder response(Response.StatusType status, @Nullable String detail) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail));
    }
}
