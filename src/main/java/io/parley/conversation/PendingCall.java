package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.parley.digest.Digest;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A call that waits for its user's consent. It is stored with its conversation and made exactly as stored: neither the model
 * nor the user can change it. Scripts read the first field without decoding the others.
 *
 * @param token a digest of the call and its turn, 43 characters, URL-safe: consent names the call by it
 * @param title the name of the tool that users read
 * @param arguments as JSON. Do not log them
 * @param userId who may confirm the call: the user whose question led to it
 */
@JsonPropertyOrder({"token"})
@RegisterForReflection
public record PendingCall(String token, String tool, String title, String arguments, String userId) {

    /** @param key the idempotency key of the call, which is unique */
    public static PendingCall of(String key, String tool, String title, String arguments, String userId) {
        Digest token = Digest.sha256(key + '\n' + tool + '\n' + userId + '\n' + arguments);
        return new PendingCall(token.base64(), tool, title, arguments, userId);
    }

    /** Omits the arguments, which must not be logged. */
    @Override
    public String toString() {
        return "PendingCall[" + token + ", " + tool + "]";
    }
}
