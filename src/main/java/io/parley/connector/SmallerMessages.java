package io.parley.connector;

import io.parley.activity.Activity;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sends a message that may be too large for its channel. What the channel refuses for its size is sent in halves, in order and
 * as often as it takes, and a short text without anything beside it. A crash between two pieces sends all of them again, as it
 * does with a message whose acceptance was not noted.
 */
final class SmallerMessages {

    /** A text of this length is not what makes a message too large. */
    private static final int SHORT = 500;

    private static final List<String> BREAKS = List.of("\n\n", "\n", ". ", " ");
    private static final String FENCE = "```";

    private final Function<ConnectorOperation, Uni<Optional<String>>> sender;

    /** @param sender sends, again where that may help, and fails with a {@link ConnectorException} */
    SmallerMessages(Function<ConnectorOperation, Uni<Optional<String>>> sender) {
        this.sender = sender;
    }

    /** The id of the last piece; fails with a {@link ConnectorException}. */
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

    /** Halves of a long text; else the text alone; empty where that is what was refused. */
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

    /** Behind the last break of the first half, unless that is in its first quarter. */
    private static int end(String text) {
        int half = text.length() / 2;
        return BREAKS.stream()
                .map(separator -> text.lastIndexOf(separator, half - separator.length()) + separator.length())
                .filter(end -> end > half / 2)
                .findFirst()
                .orElse(Character.isHighSurrogate(text.charAt(half - 1)) ? half - 1 : half);
    }
}
