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
 * Rejects a request before its body is read when all current bodies would exceed their share of the heap. Runs after the
 * check of the token, so that callers without a token cannot use up the share.
 */
@Singleton
class BodyAdmission {

    /**
     * The bytes in memory per byte of a body: the received bytes, strings with two bytes a character, and the stored form.
     */
    private static final long COPIES = 4;

    /** Longer than the time limit of a body. Needed because a lost connection does not always end its request. */
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

    /** Returns a response to reject the request, or empty to continue. */
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

    /** Closes the connection after the response; the framework discards the remaining body. */
    private static Response refusal() {
        return Response.fromResponse(Problems.later(
                        TRY_AGAIN_AFTER, "Too many request bodies at the moment. Send the activity again."))
                .header(HttpHeaders.CONNECTION.toString(), HttpHeaders.CLOSE.toString())
                .build();
    }

    /** Returns the declared length, or the maximum when the length is not declared. */
    private long bytes(RoutingContext request) {
        String declared = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return declared != null && declared.matches("\\d{1,18}")
                ? Math.min(Long.parseLong(declared), largestBody)
                : largestBody;
    }

    /** A body that is being read. */
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
