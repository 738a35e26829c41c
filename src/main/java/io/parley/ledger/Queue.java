package io.parley.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished turns of a conversation, without their texts: for operators.
 *
 * @param conversation the digest, as logs show it
 * @param heldBy the replica that holds its lease, by the name that it logs at its start; it may have died. Absent if no replica
 *     holds it
 * @param freeInMillis time until any replica may claim it: the remaining time of the lease, or of a pause before the next
 *     attempt. Absent if nothing is unfinished; 0 or less if it is overdue
 * @param turns the unfinished turns, oldest first
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
