package io.parley.messages;

import io.parley.memory.MemoryBudget;
import io.parley.memory.MemoryQueue;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Has a request wait before its body is read while all current bodies would exceed their share of the heap, and rejects it
 * after a while. Runs after the check of the token, so that callers without a token cannot use up the share.
 */
@Singleton
class BodyAdmission {

    /**
     * The bytes in memory per byte of a body: the received bytes, strings with two bytes a character, and the stored form.
     */
    private static final long COPIES = 4;

    /** Longer than the time limit of a body. Needed because a lost connection does not always end its request. */
    private static final Duration LONGEST_READ = Duration.ofSeconds(30);

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final MemoryBudget budget = MemoryBudget.quarterOfHeap();
    private final MemoryQueue queue = new MemoryQueue(budget);
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

    MemoryQueue queue() {
        return queue;
    }

    @ServerRequestFilter
    void admit(ResteasyReactiveContainerRequestContext filtered) {
        RoutingContext request = current.getCurrent();
        MemoryQueue.Claim claim = queue.claim(bytes(request) * COPIES);
        Vertx vertx = request.vertx();
        long timer = vertx.setTimer(LONGEST_READ.toMillis(), late -> claim.end());
        request.addEndHandler(ended -> {
            vertx.cancelTimer(timer);
            claim.end();
        });
        WaitingBody waiting = new WaitingBody(filtered, claim, vertx.getOrCreateContext());
        if (!claim.hasIt(waiting::pass)) {
            waiting.suspend();
        }
    }

    /** Returns the declared length, or the maximum when the length is not declared. */
    private long bytes(RoutingContext request) {
        String declared = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return declared != null && LENGTH.matcher(declared).matches()
                ? Math.min(Long.parseLong(declared), largestBody)
                : largestBody;
    }
}
