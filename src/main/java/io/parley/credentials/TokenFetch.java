package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/** The one fetch under way, which any number wait for. */
record TokenFetch(CompletableFuture<AccessToken> promise) {

    TokenFetch() {
        this(new CompletableFuture<>());
    }

    // A copy, for a Uni cancels the stage that it was made from when its subscriber goes away.
    Uni<AccessToken> token() {
        Context caller = Vertx.currentContext();
        Uni<AccessToken> token = Uni.createFrom().completionStage(promise::copy);
        return caller == null ? token : token.emitOn(task -> resume(caller, task));
    }

    // Not on the context of whoever started the fetch: its trace and its request are not this caller's.
    private static void resume(Context caller, Runnable task) {
        caller.runOnContext(ignored -> task.run());
    }
}
