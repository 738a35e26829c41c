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
 * check of the token, so that strangers cannot take the share. A body that is not there in time gives its share back: its
 * request is ended.
 */
@Singleton
class BodyAdmission {

    /** A body is held as it came, as texts of two bytes a character, and as what is stored of it. */
    private static final long COPIES = 4;

    private static final Duration READ_WITHIN = Duration.ofSeconds(10);
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
            return Optional.of(
                    Problems.later(TRY_AGAIN_AFTER, "Too much is being read at the moment. Send the activity again."));
        }
        Body body = new Body(request, bytes);
        long timer = request.vertx().setTimer(READ_WITHIN.toMillis(), late -> body.giveUp());
        request.addEndHandler(ended -> {
            request.vertx().cancelTimer(timer);
            body.release();
        });
        return Optional.empty();
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

        private final RoutingContext request;
        private final long bytes;
        private final AtomicBoolean released = new AtomicBoolean();

        Body(RoutingContext request, long bytes) {
            this.request = request;
            this.bytes = bytes;
        }

        void release() {
            if (released.compareAndSet(false, true)) {
                budget.release(bytes);
            }
        }

        /** A connection that was lost does not always end its request. */
        void giveUp() {
            release();
            if (!request.request().isEnded()) {
                request.response().reset();
            }
        }
    }
}
