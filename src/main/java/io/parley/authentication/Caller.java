package io.parley.authentication;

import io.parley.activity.Activity;
import io.quarkus.logging.Log;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * The sender of a request to the bot: the principal of its {@code SecurityIdentity}. Its token is verified. Call
 * {@link #authorize} for every activity before any other use of it: that verifies the claims that depend on the activity.
 */
public abstract sealed class Caller implements Principal permits ConnectorCaller, EntraCaller, AnonymousCaller {

    /** Returns the kind of this caller. */
    public abstract CallerKind kind();

    /** Returns the application id of a caller that is another bot: replies to it need their own token. */
    public Optional<String> application() {
        return Optional.empty();
    }

    /** Returns the expiry of the caller's token, including the allowed clock skew. */
    abstract Instant validUntil();

    /**
     * Checks that this caller's token allows it to send an activity.
     *
     * @throws TokenRejectedException if the token does not allow it
     */
    public final void authorize(Activity activity) {
        objectionTo(activity).ifPresent(Caller::refuse);
    }

    /** Returns the reason to reject an activity: a sentence without any value of the token or the activity. */
    abstract Optional<String> objectionTo(Activity activity);

    /** Returns the kind: callers have no names. */
    @Override
    public final String getName() {
        return kind().name();
    }

    private static void refuse(String objection) {
        Log.debugf("An activity was rejected: %s", objection);
        throw TokenRejectedException.because(objection);
    }
}
