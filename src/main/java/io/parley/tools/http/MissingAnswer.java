package io.parley.tools.http;

import io.parley.credentials.CredentialException;
import io.parley.tools.ToolOutcome;
import io.parley.tools.ToolPolicy;
import io.quarkus.logging.Log;
import java.net.ConnectException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * The outcome of a call without an answer. Only a request that was sent can have had an effect.
 *
 * @param repeated whether an earlier attempt of the call may have been made
 */
public record MissingAnswer(ToolPolicy policy, boolean repeated) {

    /** Statuses of a gateway that does not know whether the request arrived. */
    private static final Set<Integer> UNDECIDED = Set.of(502, 504);

    public static boolean isUndecided(int status) {
        return UNDECIDED.contains(status);
    }

    /** @param server as the log names it */
    public ToolOutcome because(String server, Throwable failure) {
        if (failure instanceof ConnectException || failure instanceof CredentialException) {
            return notSent(server, failure);
        }
        return lost(failure instanceof TimeoutException ? "There was no answer in time." : "The connection broke.");
    }

    /** Returns the outcome of a call whose request was not sent this time. */
    public ToolOutcome notSent(String server, Throwable failure) {
        Log.warnf("The tool “%s” could not call %s: %s", policy.title(), server, failure.getMessage());
        return repeated
                ? lost("Its server cannot be reached any more.")
                : ToolOutcome.failed("The call was not made: its server cannot be reached.");
    }

    /** Returns the outcome of a call whose request was sent: unknown if it may have changed something. */
    public ToolOutcome lost(String why) {
        return policy.writes()
                ? ToolOutcome.unknown(why + " Nobody knows whether the call had its effect.")
                : ToolOutcome.failed(why);
    }
}
