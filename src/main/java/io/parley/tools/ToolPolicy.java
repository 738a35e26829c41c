package io.parley.tools;

import java.time.Duration;

/**
 * The operator's settings for a tool.
 *
 * @param title the name of the tool that users read, for example in the question for consent
 * @param effect whether a call changes something
 * @param repeatable whether a call with an unknown outcome may be retried with the same idempotency key. Always true for
 *     reads
 * @param confirmed whether a call needs the user's consent
 * @param trusted whether its results come from the operator's own systems. Text that third parties can write is not trusted:
 *     after such a result every write of the turn needs consent
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

    /** The effect of a call on the tool's server. */
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
