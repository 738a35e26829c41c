package io.parley.connector;

import io.parley.activity.Activity;
import io.parley.activity.ConversationReference;
import io.parley.activity.StreamInfo;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns a stream into a message.
 *
 * @param id the id of the stream and of the resulting message
 * @param shown the text that the user has seen
 * @param send sends with retries, and fails with a {@link ConnectorException}
 */
record StreamEnding(
        ConversationReference conversation,
        StreamingChannel channel,
        String id,
        String shown,
        Function<ConnectorOperation, Uni<Optional<String>>> send) {

    private static final int REPLACED_AGAIN = 2;

    /**
     * Ends the stream with this message. Fails with {@link StreamRefusal#CANCELLED} if the user has ended it.
     *
     * <p>Teams rejects the end of a stream whose text lacks the shown text, and continues to show a stream without an end, even
     * a deleted one. Sometimes the answer ends with another text, for example when the content filter withdraws it. Then the
     * stream ends with the shown text, and the resulting message is replaced at once.
     */
    Uni<Void> conclude(Activity message) {
        return channel.mayEnd(shown, String.valueOf(message.text()))
                ? last(message)
                        .onFailure(ConnectorException.Rejected.class)
                        .recoverWithUni(failure -> afterRefusal(message, failure))
                : last(conversation.message(shown))
                        .onFailure(failure -> failure instanceof ConnectorException && !cancelled(failure))
                        .recoverWithNull()
                        .chain(() -> replace(message));
    }

    /** Ends the stream with this message, to be replaced later. */
    Uni<Void> leave(Activity message) {
        return last(message);
    }

    /** Replaces a stream that has ended by itself with this message. */
    Uni<Void> replace(Activity message) {
        return send(ConnectorOperation.replacing(id, message))
                // Safe to retry: a second replacement changes nothing.
                .onFailure(ConnectorException.Ambiguous.class)
                .retry()
                .atMost(REPLACED_AGAIN)
                .onFailure(failure ->
                        !(failure instanceof ConnectorException.Transient) && failure instanceof ConnectorException)
                .recoverWithUni(() -> sendWhole(message));
    }

    /** Sends an ordinary message. */
    Uni<Void> sendWhole(Activity message) {
        return new SmallerMessages(send).send(message).replaceWithVoid();
    }

    private Uni<Void> last(Activity message) {
        return send(ConnectorOperation.adding(StreamInfo.last(id).on(message)));
    }

    private Uni<Void> afterRefusal(Activity message, Throwable failure) {
        if (cancelled(failure)) {
            return Uni.createFrom().failure(failure);
        }
        return StreamRefusal.OVERDUE.isWhy(failure) || StreamRefusal.COMPLETED.isWhy(failure)
                ? replace(message)
                : sendWhole(message);
    }

    private static boolean cancelled(Throwable failure) {
        return StreamRefusal.CANCELLED.isWhy(failure);
    }

    private Uni<Void> send(ConnectorOperation operation) {
        return send.apply(operation).replaceWithVoid();
    }
}
