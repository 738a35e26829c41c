package io.parley.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457), the body of every error: {@code {"title":"Bad Request","status":400,"detail":"…"}}. The type
 * is always {@code about:blank} and therefore omitted.
 *
 * @param detail what the client can do about it; absent where that would help an attacker
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record Problem(String title, int status, @Nullable String detail) {

    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    public static Problem of(Response.StatusType status, @Nullable String detail) {
        return new Problem(status.getReasonPhrase(), status.getStatusCode(), detail);
    }

    public static Response.ResponseBuilder response(Response.StatusType status, @Nullable String detail) {
        return Response.status(status).type(MEDIA_TYPE).entity(of(status, detail));
    }

    /** Ends a response with this problem, outside of resources. */
    public void write(HttpServerResponse response) {
        JsonObject body = new JsonObject().put("title", title).put("status", status);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE.toString())
                .end((detail == null ? body : body.put("detail", detail)).encode());
    }
}
