package io.parley.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;

/** Waits for a given time, for example before a retry. */
@FunctionalInterface
public interface Pause extends Function<Duration, Uni<Void>> {

    /** Waits on Vert.x' own timer, so that the code behind it stays on its context and needs no worker thread. */
    static Pause on(Vertx vertx) {
        return time -> time.toMillis() < 1
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().emitter(emitter -> vertx.setTimer(time.toMillis(), id -> emitter.complete(null)));
    }
}
