package io.parley.messages;

import io.parley.memory.MemoryBudget;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body before it is read when the bodies under way would take more than their share of the heap. Comes behind the
 * check of the token, so that strangers cannot take the share.
 */
@Singleton
class BodyAdmission {

    /** A body is held as it came, as texts of two bytes a character, and as what is stored of it. */
    private static final long COPIES = 4;

    /** Longer than a body may take, after which its request is ended. A connection that was lost does not always end it. */
    private static final Duration LONGEST_READ = Duration.ofSeconds(30);

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final MemoryBudget budget = MemoryBudget.quarterOfHeap();
    private final CurrentVertxRequest current;
    private final long largestBody;

    BodyAdmission(
            CurrentVertxRequest current,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.current = current;
        this.largestBody = largestBody.asLongValue();
    }

    MemoryBudget budget() {
        return budget;
    }

    /** Empty lets the request pass. */
    @ServerRequestFilter
    Optional<Response> admit() {
        RoutingContext request = current.getCurrent();
        long bytes = bytes(request) * COPIES;
        if (!budget.take(bytes)) {
            return Optional.of(refusal());
        }
        Body body = new Body(bytes);
        long timer = request.vertx().setTimer(LONGEST_READ.toMillis(), late -> body.release());
        request.addEndHandler(ended -> {
            request.vertx().cancelTimer(timer);
            body.release();
        });
        return Optional.empty();
    }

    /** What still comes of the body is thrown away, and then the connection is closed. */
    private static Response refusal() {
        return Response.fromResponse(Problems.later(
                        TRY_AGAIN_AFTER, "Too much is being read at the moment. Send the activity again."))
                .header(HttpHeaders.CONNECTION.toString(), HttpHeaders.CLOSE.toString())
                .build();
    }

    /** A body whose length is not declared may be as large as any. */
    private long bytes(RoutingContext request) {
        String declared = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return declared != null && declared.matches("\\d{1,18}")
                ? Math.min(Long.parseLong(declared), largestBody)
                : largestBody;
    }

    /** A body under way. */
    private final class Body {

        private final long bytes;
        private final AtomicBoolean released = new AtomicBoolean();

        Body(long bytes) {
            this.bytes = bytes;
        }

        void release() {
            if (released.compareAndSet(false, true)) {
                budget.release(bytes);
            }
        }
    }
}
