package io.parley.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation waits for, as an operator sees it: without what was said.
 *
 * @param conversation as logs show it
 * @param heldBy the replica that has its lease, as its logs show it at the start, although that may have died; absent when none
 *     has
 * @param freeInMillis until anyone may take it: the rest of the lease, or of a pause before the next attempt; absent when nothing
 *     is left to do, and 0 or less when it is overdue
 * @param turns the unfinished ones, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record Queue(
        String conversation,
        @Nullable String heldBy,
        @Nullable Long freeInMillis,
        List<QueuedTurn> turns) {

    /**
     * An unfinished turn.
     *
     * @param state {@code accepted}, {@code running} (the bot decides what to say), or {@code replying}
     * @param attempts how many times it was started
     */
    @RegisterForReflection
    public record QueuedTurn(String turn, String state, int attempts, Instant acceptedAt) {}
}
