package io.parley.conversation;

import io.parley.chat.ChatMessage;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/**
 * The part of a conversation that the model is given: its last messages, in whole exchanges. It grows to {@code most} messages, and
 * is cut back to {@code least} when it would grow beyond: in between, each prompt begins like the one before, which the service
 * caches. The ledger cuts what it stores in the same way, so all replicas show the same messages.
 *
 * @param least messages that are kept by a cut where they exist, the user's new one included
 * @param most messages, the user's new one included
 */
public record Window(int least, int most) {

    private static final int MOST = 2000;

    /** Fails with a {@link ConfigurationException} where the window could not grow. */
    public static Window of(ConversationConfig config) {
        int least = config.maxMessages();
        int most = config.growsTo().orElse(2 * least);
        if (most < least || most > MOST) {
            throw new ConfigurationException(
                    "PARLEY_CONVERSATION_GROWS_TO must be from PARLEY_CONVERSATION_MAX_MESSAGES to " + MOST
                            + ": history grows from the one to the other.");
        }
        return new Window(least, most);
    }

    /** What is shown of history before the user's new message. */
    public List<ChatMessage> of(List<Exchange> history) {
        return history.subList(from(history), history.size()).stream()
                .flatMap(exchange -> exchange.messages().stream())
                .toList();
    }

    /** History that another version stored, or other settings, may be longer than this window. */
    private int from(List<Exchange> history) {
        if (history.stream().mapToInt(Exchange::size).sum() < most) {
            return 0;
        }
        int from = history.size();
        int messages = 1;
        while (messages < least && from > 0 && messages + history.get(from - 1).size() <= most) {
            from--;
            messages += history.get(from).size();
        }
        return from;
    }
}
