package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.parley.credentials.CredentialException;
import io.smallrye.mutiny.TimeoutException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a call means that came to nothing, with neither the chat nor the answer in what it says. */
final class CallFailures {

    private CallFailures() {}

    /** @param limit how long the service was waited for */
    static ChatException of(Throwable failure, String requestId, Duration limit) {
        String trace = CallTraces.of(requestId);
        if (failure instanceof CredentialException) {
            return new ChatException.WithoutToken(
                    "There is no token for Azure OpenAI " + trace + ". " + failure.getMessage(), failure);
        }
        if (failure instanceof TimeoutException || isTimeout(failure) || isTimeout(failure.getCause())) {
            return new ChatException.Unavailable(
                    "Azure OpenAI did not answer within " + limit.toMillis() + " ms " + trace + ".", failure);
        }
        if (isOfContent(failure)) {
            // Without its cause, which quotes the answer.
            return new ChatException.Unavailable(
                    "What answered " + trace + " is no chat completion: if this goes on, check AZURE_OPENAI_ENDPOINT.");
        }
        Throwable cause =
                failure instanceof ProcessingException && failure.getCause() != null ? failure.getCause() : failure;
        return new ChatException.Unavailable("Azure OpenAI cannot be reached " + trace + ": " + cause, cause);
    }

    /** Whether something was answered that cannot be read. The client wraps that, and broken connections, in the same way. */
    private static boolean isOfContent(@Nullable Throwable failure) {
        return failure == null
                || failure instanceof JsonProcessingException
                || failure instanceof WebApplicationException
                || (failure instanceof ProcessingException && isOfContent(failure.getCause()));
    }

    /** The client's own limit. */
    private static boolean isTimeout(@Nullable Throwable failure) {
        return failure instanceof java.util.concurrent.TimeoutException;
    }
}
