package io.parley.conversation;

import io.parley.chat.ChatMessage;
import io.parley.chat.ChatMessage.Role;
import java.util.ArrayList;
import java.util.List;

/** The part of a conversation that the model is given: the system prompt, then the last messages. */
public final class Window {

    private final int maxMessages;

    public Window(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    /** The window that ends with the user's new message. No answer is in it without its question. */
    public List<ChatMessage> of(ChatMessage systemPrompt, List<ChatMessage> history, ChatMessage newMessage) {
        int from = Math.max(history.size() - (maxMessages - 1), 0);
        while (from < history.size() && history.get(from).role() != Role.USER) {
            from++;
        }
        List<ChatMessage> window = new ArrayList<>(history.size() - from + 2);
        window.add(systemPrompt);
        window.addAll(history.subList(from, history.size()));
        window.add(newMessage);
        return List.copyOf(window);
    }
}
