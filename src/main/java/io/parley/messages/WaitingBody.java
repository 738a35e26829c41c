package io.parley.messages;

import io.parley.memory.MemoryQueue;
import io.vertx.core.Context;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** A request that waits for memory for its body. Runs on the event loop of its connection. */
final class WaitingBody {

    /** How long a body waits for others. Its client waits as well, some for 15 s only. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ResteasyReactiveContainerRequestContext request;
    private final MemoryQueue.Claim claim;
    private final Context eventLoop;
    private boolean decided;

    WaitingBody(ResteasyReactiveContainerRequestContext request, MemoryQueue.Claim claim, Context eventLoop) {
        this.request = request;
        this.claim = claim;
        this.eventLoop = eventLoop;
    }

    /** Suspends the request until there is room, or refuses it when that takes too long. Returns at once. */
    void suspend() {
        request.suspend();
        eventLoop.owner().setTimer(PATIENCE.toMillis(), late -> decide(this::refuse));
    }

    /** Can be called from any thread. */
    void pass() {
        eventLoop.runOnContext(now -> decide(request::resume));
    }

    private void refuse() {
        claim.end();
        request.abortWith(Problems.tooManyBodies());
        request.resume();
    }

    private void decide(Runnable decision) {
        if (!decided) {
            decided = true;
            decision.run();
        }
    }
}
