package io.parley.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a text into messages that its channel accepts. A block of code that is cut continues in the next message. */
public final class MessageParts {

    private MessageParts() {}

    public static List<String> of(String text, String channel) {
        return of(text, MessageLimit.of(channel));
    }

    /**
     * Returns the beginning of an unfinished text that its first message will certainly have; empty while that is unknown.
     * A first part has more than half of what a channel accepts beside a fence, and may end anywhere from there on.
     */
    public static Optional<String> beginning(String text, String channel) {
        String written = text.stripTrailing();
        return Optional.of(written)
                .filter(beginning ->
                        !beginning.isEmpty() && beginning.length() < (MessageLimit.of(channel) - Fence.LONGEST) / 2);
    }

    /** @param limit at least 100: a cut block of code needs some of it for its fences */
    public static List<String> of(String text, int limit) {
        List<String> parts = new ArrayList<>();
        String rest = text.stripTrailing();
        while (rest.length() > limit) {
            int end = end(rest, limit);
            String part = rest.substring(0, end).stripTrailing();
            Optional<Fence> open = Fence.openAtTheEndOf(part);
            parts.add(closed(part, open));
            String remaining = rest.substring(end);
            rest = open.map(fence -> fence.continued(remaining)).orElseGet(remaining::stripLeading);
        }
        parts.add(rest);
        return parts;
    }

    /** Leaves room for the line that closes a block of code at the cut. */
    private static int end(String text, int limit) {
        int end = Cut.in(text, limit - Fence.USUAL - 1);
        return Fence.openAtTheEndOf(text.substring(0, end))
                        .filter(Fence::isUnusual)
                        .isPresent()
                ? Cut.in(text, limit - Fence.LONGEST - 1)
                : end;
    }

    /** Closes the block of code in which a text ends, so that a text behind it is outside of the block. */
    public static String closed(String text) {
        return closed(text, Fence.openAtTheEndOf(text));
    }

    private static String closed(String text, Optional<Fence> open) {
        return open.map(fence -> text + "\n" + fence.closing()).orElse(text);
    }
}
