package io.parley.conversation;

import io.parley.chat.ChatMessage;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a conversation that the model gets: its last messages, in whole exchanges. It grows to {@code most} messages, and
 * is cut to {@code least} before it would exceed them. In between, each prompt begins like the one before, which the service
 * caches. The ledger cuts what it stores in the same way, so the window is the same on all replicas.
 *
 * @param least the number of messages that a cut keeps at least, including the user's new one
 * @param most the largest number of messages, including the user's new one
 */
public record Window(int least, int most) {

    private static final int MOST = 2000;

    /** Fails with a {@link ConfigurationException} if the window could not grow. */
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

    /** Returns the part of history before the user's new message. */
    public List<ChatMessage> of(List<Exchange> history) {
        List<ChatMessage> messages = new ArrayList<>();
        history.subList(from(history), history.size()).forEach(exchange -> messages.addAll(exchange.messages()));
        return List.copyOf(messages);
    }

    /** Returns where the window begins. History of another version, or from other settings, may be longer than this window. */
    private int from(List<Exchange> history) {
        if (messages(history) < most) {
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

    private static int messages(List<Exchange> history) {
        int messages = 0;
        for (Exchange exchange : history) {
            messages += exchange.size();
        }
        return messages;
    }
}
