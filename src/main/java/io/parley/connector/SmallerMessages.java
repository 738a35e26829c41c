package io.parley.connector;

import io.parley.activity.Activity;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sends a message that may be too large for its channel. If the channel rejects its size, it is sent in halves, in order and
 * repeatedly if needed; a short text is sent without its extras. After a crash between two pieces all of them are sent
 * again, like a message whose acceptance was not recorded.
 */
final class SmallerMessages {

    /** A text up to this length cannot be the reason that a message is too large. */
    private static final int SHORT = 500;

    private static final List<String> BREAKS = List.of("\n\n", "\n", ". ", " ");
    private static final String FENCE = "```";

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

    /** Returns the halves of a long text, or else the text without extras; empty if exactly that was rejected. */
    private static List<Activity> pieces(Activity message) {
        String text = message.text() == null ? "" : message.text();
        if (text.length() > SHORT) {
            return halves(text).map(message::withText).toList();
        }
        Activity plain = message.plain();
        return text.isBlank() || plain.equals(message) ? List.of() : List.of(plain);
    }

    private static Stream<String> halves(String text) {
        int end = end(text);
        String first = text.substring(0, end).stripTrailing();
        String second = text.substring(end).stripLeading();
        if (first.isBlank() || second.isBlank()) {
            return Stream.of(first + second);
        }
        boolean inCode =
                first.lines().filter(line -> line.strip().startsWith(FENCE)).count() % 2 == 1;
        return inCode ? Stream.of(first + "\n" + FENCE, FENCE + "\n" + second) : Stream.of(first, second);
    }

    /** Returns the end of the first piece: after the last break in the first half, unless that is in its first quarter. */
    private static int end(String text) {
        int half = text.length() / 2;
        return BREAKS.stream()
                .map(separator -> text.lastIndexOf(separator, half - separator.length()) + separator.length())
                .filter(end -> end > half / 2)
                .findFirst()
                .orElse(Character.isHighSurrogate(text.charAt(half - 1)) ? half - 1 : half);
    }
}
