package io.parley.tools;

import org.jspecify.annotations.Nullable;

/**
 * What Parley itself says about a call, and the model cannot.
 *
 * @param idempotencyKey the same each time that this call is made: {@code <turn>/<round>/<number>}
 * @param caller the user whose question led to the call
 * @param repeated whether an earlier try of this call may have been made. The outcome of this try is then the outcome of both:
 *     a write that is not sent this time is still unknown
 */
public record CallContext(String idempotencyKey, Caller caller, boolean repeated) {

    /** Returns this for another try of the same call. */
    public CallContext again() {
        return new CallContext(idempotencyKey, caller, true);
    }

    /**
     * A user, as the channel vouches for.
     *
     * @param entraObjectId absent outside Microsoft's channels
     * @param tenantId of Entra; absent like the object id
     */
    public record Caller(
            String channelId,
            String userId,
            @Nullable String entraObjectId,
            @Nullable String tenantId) {}
}
