package io.parley.chat;

import io.parley.credentials.CredentialException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.TimeoutException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Explains failed calls, without any text of the chat or the answer. */
final class CallFailures {

    private CallFailures() {}

    /**
     * @param trace of the call
     * @param limit how long the call waited for the service
     */
    static ChatException of(Throwable failure, String trace, Duration limit, Variables variables) {
        if (failure instanceof ChatException known) {
            return known;
        }
        if (failure instanceof CredentialException) {
            return new ChatException.WithoutToken(
                    "There is no token for Azure OpenAI " + trace + ". " + failure.getMessage(), failure);
        }
        if (failure instanceof TimeoutException || isTimeout(failure) || isTimeout(failure.getCause())) {
            return new ChatException.Unavailable(
                    "Azure OpenAI did not answer within " + limit.toMillis() + " ms " + trace + ".", failure);
        }
        if (isOfContent(failure)) {
            return unreadable(trace, variables);
        }
        Throwable cause =
                failure instanceof ProcessingException && failure.getCause() != null ? failure.getCause() : failure;
        return new ChatException.Unavailable("Azure OpenAI cannot be reached " + trace + ": " + cause, cause);
    }

    /** Explains why reading an answer failed. Logs only the class of an unknown failure: its message may quote the answer. */
    static ChatException ofReading(RuntimeException failure, String trace, Variables variables) {
        if (failure instanceof ChatException known) {
            return known;
        }
        Log.errorf("Reading an answer failed with %s.", failure.getClass().getName());
        return unreadable(trace, variables);
    }

    /** The answer cannot be read. There is no cause, because it would quote the answer. */
    static ChatException unreadable(String trace, Variables variables) {
        return new ChatException.Unavailable("What answered " + trace
                + " is no chat completion: if this happens again, check " + variables.shared("ENDPOINT") + ".");
    }

    /** Whether the content was the problem. The client wraps unreadable content and broken connections in the same way. */
    private static boolean isOfContent(@Nullable Throwable failure) {
        return failure == null
                || failure instanceof WebApplicationException
                || (failure instanceof ProcessingException && isOfContent(failure.getCause()));
    }

    /** Whether the client's own limit ended the call. */
    private static boolean isTimeout(@Nullable Throwable failure) {
        return failure instanceof java.util.concurrent.TimeoutException;
    }
}
