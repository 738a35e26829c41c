package io.parley.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a model gets for its next message.
 *
 * @param earlier turns, oldest first, each beginning with the user's message: the oldest are left out if they do not fit
 * @param current the current turn: the question, and the messages of the model and the tools since. It is sent completely or
 *     not at all
 * @param tools in the same order each time, because the service caches equal beginnings
 * @param asker the user who asks
 */
public record Prompt(
        ChatMessage.System system,
        List<ChatMessage> earlier,
        List<ChatMessage> current,
        List<ToolDefinition> tools,
        ToolChoice choice,
        Asker asker) {

    public Prompt {
        earlier = List.copyOf(earlier);
        current = List.copyOf(current);
        tools = List.copyOf(tools);
    }

    /** Creates a prompt without a known user. */
    public Prompt(
            ChatMessage.System system,
            List<ChatMessage> earlier,
            List<ChatMessage> current,
            List<ToolDefinition> tools,
            ToolChoice choice) {
        this(system, earlier, current, tools, choice, Asker.NOBODY);
    }

    /** Creates a prompt without tools. */
    public static Prompt of(String system, List<ChatMessage> earlier, ChatMessage.User question) {
        return new Prompt(new ChatMessage.System(system), earlier, List.of(question), List.of(), ToolChoice.AUTO);
    }

    /** Returns all messages, in their order. */
    public List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>(1 + earlier.size() + current.size());
        messages.add(system);
        messages.addAll(earlier);
        messages.addAll(current);
        return messages;
    }

    /** Whether the model may ask for calls. */
    boolean takesCalls() {
        return !tools.isEmpty() && choice != ToolChoice.NONE;
    }

    Prompt withEarlier(List<ChatMessage> fewer) {
        return new Prompt(system, fewer, current, tools, choice, asker);
    }

    /** Returns the same prompt with another asker. */
    public Prompt askedBy(Asker newAsker) {
        return new Prompt(system, earlier, current, tools, choice, newAsker);
    }

    /** Omits the texts: do not log them. */
    @Override
    public String toString() {
        return "Prompt[" + messages().size() + " messages, " + tools.size() + " tools]";
    }
}
