package io.parley.connector;

import io.parley.activity.Activity;
import io.parley.activity.ConversationReference;
import io.parley.activity.StreamInfo;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a stream becomes a message.
 *
 * @param id of the stream, and of the message that it becomes
 * @param shown the text that the user has seen of it
 * @param send sends, again where that may help, and fails with a {@link ConnectorException}
 */
record StreamEnding(
        ConversationReference conversation,
        StreamingChannel channel,
        String id,
        String shown,
        Function<ConnectorOperation, Uni<Optional<String>>> send) {

    private static final int REPLACED_AGAIN = 2;

    /**
     * Ends the stream with this message. Fails with {@link StreamRefusal#CANCELLED} where the user has ended it.
     *
     * <p>Teams refuses to end a stream with a text that lacks what was shown, and goes on showing a stream that has no end,
     * even where it is deleted. So where something else is to be said, as when the content filter withdraws what the model
     * had begun to say, the stream ends with what was shown, and the message that it becomes is replaced at once.
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

    /** Ends the stream with this message, which is replaced later. */
    Uni<Void> leave(Activity message) {
        return last(message);
    }

    /** Puts the message in the place of a stream that has ended by itself. */
    Uni<Void> replace(Activity message) {
        return send(ConnectorOperation.replacing(id, message))
                // Replaced twice is as good as once.
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
