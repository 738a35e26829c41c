package io.parley.tools;

import java.time.Duration;

/**
 * What an operator declared about a tool.
 *
 * @param title names the tool to users, for example in the question for consent
 * @param effect whether a call changes something
 * @param repeatable whether a call may be made again with the same idempotency key, when nobody knows whether it was made.
 *     Reads always are
 * @param confirmed whether a call needs the user's consent
 * @param trusted whether its results come from the operator's own systems. What others can write is not trusted: after such a
 *     result every write of the turn needs consent
 * @param timeout of one call
 * @param progress a sentence that the user sees while it runs
 */
public record ToolPolicy(
        String title,
        Effect effect,
        boolean repeatable,
        boolean confirmed,
        boolean trusted,
        Duration timeout,
        String progress) {

    public ToolPolicy {
        repeatable = repeatable || effect == Effect.READ;
    }

    /** What a call does to the other side. */
    public enum Effect {
        /** It only reads. */
        READ,
        /** It may change something. */
        WRITE
    }

    public boolean writes() {
        return effect == Effect.WRITE;
    }
}
