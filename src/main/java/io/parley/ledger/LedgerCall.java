package io.parley.ledger;

import io.parley.redis.Script;
import io.smallrye.mutiny.Uni;

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
}
