package io.parley.ledger;

import io.parley.redis.Script;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** A single command to Redis, outside of scripts. */
final class LedgerCall {

    private LedgerCall() {}

    /** Fails with {@link TurnException.LedgerUnavailable} if the command fails, or has no response in time. */
    static <T> Uni<T> of(Uni<T> command) {
        return command.ifNoItem()
                .after(Script.TIMEOUT)
                .fail()
                .onFailure()
                .transform(TurnException.LedgerUnavailable::new);
    }

    /**
     * Reads a key. Other software may have put a value of another kind there: that counts as absent. Fails like {@link #of}.
     */
    static <T> Uni<@Nullable T> reading(Uni<T> command) {
        return of(command.onFailure(LedgerCall::isOfAnotherKind).recoverWithNull());
    }

    private static boolean isOfAnotherKind(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("WRONGTYPE");
    }
}
