package io.parley.connector;

import io.parley.activity.Activity;
import io.parley.activity.MessageParts;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends a message that may be too large for its channel. If the channel rejects its size, it is sent in pieces, in order and
 * repeatedly if needed; a short text is sent without its extras. After a crash between two pieces all of them are sent
 * again, like a message whose acceptance was not recorded.
 */
final class SmallerMessages {

    /** A text up to this length cannot be the reason that a message is too large. */
    private static final int SHORT = 500;

    private final Function<ConnectorOperation, Uni<Optional<String>>> sender;

    /** @param sender sends with retries, and fails with a {@link ConnectorException} */
    SmallerMessages(Function<ConnectorOperation, Uni<Optional<String>>> sender) {
        this.sender = sender;
    }

    /** Returns the id of the last piece. Fails with a {@link ConnectorException}. */
    Uni<Optional<String>> send(Activity message) {
        return sender.apply(ConnectorOperation.adding(message))
                .onFailure(SmallerMessages::isTooLarge)
                .recoverWithUni(failure -> {
                    List<Activity> pieces = pieces(message);
                    return pieces.isEmpty() ? Uni.createFrom().failure(failure) : sendAll(pieces);
                });
    }

    private Uni<Optional<String>> sendAll(List<Activity> pieces) {
        Uni<Optional<String>> sent = send(pieces.get(0));
        return pieces.size() == 1 ? sent : sent.chain(() -> sendAll(pieces.subList(1, pieces.size())));
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof ConnectorException.Rejected rejected && rejected.isTooLarge();
    }

    /** Returns the pieces of a long text, mostly two, or else the text without extras; empty if exactly that was rejected. */
    private static List<Activity> pieces(Activity message) {
        String text = message.text() == null ? "" : message.text();
        if (text.length() > SHORT) {
            return MessageParts.of(text.strip(), text.length() * 2 / 3).stream()
                    .filter(part -> !part.isBlank())
                    .map(message::withText)
                    .toList();
        }
        Activity plain = message.plain();
        return text.isBlank() || plain.equals(message) ? List.of() : List.of(plain);
    }
}
