package io.parley.ledger;

import io.parley.conversation.Exchange;
import java.util.List;

/**
 * A history that this replica has.
 *
 * @param stamp the name that Redis has for it; empty for none
 * @param messages the number of its messages, as Redis counts them
 */
record KnownHistory(String stamp, long messages, List<Exchange> history) {

    static final KnownHistory NONE = new KnownHistory("", 0, List.of());

    /** The objects of a message besides its characters. */
    private static final int UNITS_AROUND_MESSAGE = 80;

    static KnownHistory of(String stamp, List<Exchange> history) {
        return new KnownHistory(stamp, messages(history), history);
    }

    static long messages(List<Exchange> history) {
        long messages = 0;
        for (Exchange exchange : history) {
            messages += 1 + exchange.answers().size();
        }
        return messages;
    }

    /** Returns the memory that it takes, as the length of a text in UTF-16 units. */
    long length() {
        return Exchange.length(history) + messages * UNITS_AROUND_MESSAGE;
    }
}
