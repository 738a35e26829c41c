package io.parley.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses what no channel sends before anything of it is read: other methods than POST, and bodies that are too large.
 * Without this, OPTIONS would be answered on the resource's behalf, and a body too large with an empty answer; that of one
 * whose length is not told beforehand still is.
 */
@ApplicationScoped
class RequestLimits {

    /** Before the routes of the framework. */
    private static final int FIRST = Integer.MIN_VALUE;

    private final long maxBodySize;
    private final ObjectMapper mapper;

    RequestLimits(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize, ObjectMapper mapper) {
        this.maxBodySize = maxBodySize.asLongValue();
        this.mapper = mapper;
    }

    void install(@Observes Router router) {
        router.route("/api/messages").order(FIRST).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            context.response().putHeader(HttpHeaders.ALLOW, "POST");
            refuse(context, Response.Status.METHOD_NOT_ALLOWED);
        } else if (contentLength(context) > maxBodySize) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(context, Response.Status.REQUEST_ENTITY_TOO_LARGE);
        } else {
            context.next();
        }
    }

    private void refuse(RoutingContext context, Response.Status status) {
        context.response()
                .setStatusCode(status.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE.toString())
                .end(json(new Problem(status.getReasonPhrase(), status.getStatusCode(), null)));
    }

    private String json(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long contentLength(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }
}
