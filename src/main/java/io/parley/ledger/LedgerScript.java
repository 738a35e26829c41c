package io.parley.ledger;

import io.parley.redis.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A script of the ledger, with the functions that scripts share. */
final class LedgerScript {

    /** Scripts that neither start nor end turns, and do without the functions for that. */
    private static final Set<String> SHORT = Set.of("look", "partitions", "record", "renew", "sweep");

    private final Script script;

    LedgerScript(RedisAPI redis, String name) {
        this.script = new Script(redis, source(name));
    }

    private static String source(String name) {
        String file = name + ".lua";
        return SHORT.contains(name)
                ? Script.source(LedgerScript.class, "common.lua", file)
                : Script.source(LedgerScript.class, "common.lua", "turns.lua", file);
    }

    /**
     * Runs the script. Fails with {@link TurnException.LedgerUnavailable} if Redis does not answer, or
     * if the reader cannot read its answer.
     *
     * @param reader converts the answer for the caller; a {@link TurnException} that it throws is passed on
     */
    <T> Uni<T> run(List<String> keys, List<String> arguments, Function<Response, T> reader) {
        return script.run(keys, arguments, reader)
                .onFailure(failure -> !(failure instanceof TurnException))
                .transform(TurnException.LedgerUnavailable::new);
    }
}
