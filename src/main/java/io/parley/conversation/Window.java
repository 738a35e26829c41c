package io.parley.conversation;

import io.parley.chat.ChatMessage;
import java.util.List;

/** The part of a conversation that the model is given: its last messages, in whole exchanges. */
public final class Window {

    private final int maxMessages;

    /** @param maxMessages the user's new message included */
    public Window(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    /** What is shown of history before the user's new message. */
    public List<ChatMessage> of(List<Exchange> history) {
        int free = maxMessages - 1;
        int from = history.size();
        while (from > 0 && history.get(from - 1).size() <= free) {
            from--;
            free -= history.get(from).size();
        }
        return history.subList(from, history.size()).stream()
                .flatMap(exchange -> exchange.messages().stream())
                .toList();
    }
}
