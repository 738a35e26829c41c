package io.parley.tools;

import org.jspecify.annotations.Nullable;

/**
 * Facts about a call that come from Parley and not from the model.
 *
 * @param idempotencyKey the same in each attempt of this call: {@code <turn>/<round>/<number>}
 * @param caller the user whose question led to the call
 * @param repeated whether an earlier attempt may have been made. Then the outcome is that of both attempts: it is unknown
 *     even if this attempt sends nothing
 */
public record CallContext(String idempotencyKey, Caller caller, boolean repeated) {

    /** Returns the context of a retry of the same call. */
    public CallContext again() {
        return new CallContext(idempotencyKey, caller, true);
    }

    /**
     * A user, with facts from the channel.
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
