package io.parley.authentication;

import io.parley.activity.Activity;
import io.quarkus.logging.Log;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * Who sent a request to the bot: the principal of its {@code SecurityIdentity}. Everything about the caller is verified
 * that does not depend on what it says; {@link #authorize} verifies the rest, and must be asked for every activity
 * before anything else is done with it.
 */
public abstract sealed class Caller implements Principal permits ConnectorCaller, EntraCaller, AnonymousCaller {

    /** Whom a caller was found to be. */
    public enum Kind {
        /** Azure Bot Service: its token fixes the serviceUrl and the channels it may speak for. */
        CONNECTOR,
        /** A development tool or an allowed application with a token of Entra's, which fixes neither. */
        ENTRA,
        /** The playground, with a token of this very process; its serviceUrl is on this machine. */
        LOCAL,
        /** Nobody in particular, in development only; its serviceUrl is on this machine. */
        ANONYMOUS;

        /** Whether such a caller has to be on this machine. */
        boolean isNearby() {
            return this == LOCAL || this == ANONYMOUS;
        }
    }

    /** Whom this caller was found to be. */
    public abstract Kind kind();

    /** The id of the application, where that is another bot: replies to it need a token of their own. */
    public Optional<String> application() {
        return Optional.empty();
    }

    /** When the token ends that says who this is, clock skew allowed for. */
    abstract Instant validUntil();

    /**
     * Refuses an activity that this caller's token does not allow it to send.
     *
     * @throws TokenRejectedException if it may not
     */
    public final void authorize(Activity activity) {
        objectionTo(activity).ifPresent(Caller::refuse);
    }

    /** A whole sentence, without any value of the token or the activity. */
    abstract Optional<String> objectionTo(Activity activity);

    /** The kind in words: no caller has a name of its own. */
    @Override
    public final String getName() {
        return kind().name();
    }

    private static void refuse(String objection) {
        Log.debugf("An activity was refused: %s", objection);
        throw TokenRejectedException.because(objection);
    }
}
