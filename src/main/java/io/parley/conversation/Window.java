package io.parley.conversation;

import io.parley.chat.ChatMessage;
import java.util.ArrayList;
import java.util.List;

/** The part of a conversation that the model is given: the system prompt, then the last messages. */
public final class Window {

    private final int maxMessages;

    public Window(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    /** The window that ends with the user's new message. */
    public List<ChatMessage> of(ChatMessage systemPrompt, List<ChatMessage> history, ChatMessage newMessage) {
        int kept = Math.min(history.size(), maxMessages - 1);
        List<ChatMessage> window = new ArrayList<>(kept + 2);
        window.add(systemPrompt);
        window.addAll(history.subList(history.size() - kept, history.size()));
        window.add(newMessage);
        return List.copyOf(window);
    }
}
