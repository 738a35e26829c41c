package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/** A running fetch that any number of callers can wait for. */
record TokenFetch(CompletableFuture<AccessToken> promise) {

    TokenFetch() {
        this(new CompletableFuture<>());
    }

    // A copy: a cancelled Uni cancels the stage that it was created from.
    Uni<AccessToken> token() {
        Context caller = Vertx.currentContext();
        Uni<AccessToken> token = Uni.createFrom().completionStage(promise::copy);
        return caller == null ? token : token.emitOn(task -> resume(caller, task));
    }

    // Returns to the caller's context: the context that started the fetch has another request and another trace.
    private static void resume(Context caller, Runnable task) {
        caller.runOnContext(ignored -> task.run());
    }
}
