package io.parley.chat;

import java.util.List;
import java.util.stream.Stream;

/**
 * All that a model is given for its next message.
 *
 * @param earlier turns, oldest first, each beginning with the user's message: the oldest are left out where they do not fit
 * @param current turn: the question, and what the model and the tools said since. All of it is sent, or nothing
 * @param tools in the same order each time, since the service caches what begins alike
 * @param asker who asks
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

    /** A prompt that nobody in particular asks. */
    public Prompt(
            ChatMessage.System system,
            List<ChatMessage> earlier,
            List<ChatMessage> current,
            List<ToolDefinition> tools,
            ToolChoice choice) {
        this(system, earlier, current, tools, choice, Asker.NOBODY);
    }

    /** A prompt without tools. */
    public static Prompt of(String system, List<ChatMessage> earlier, ChatMessage.User question) {
        return new Prompt(new ChatMessage.System(system), earlier, List.of(question), List.of(), ToolChoice.AUTO);
    }

    /** All messages, in their order. */
    public List<ChatMessage> messages() {
        return Stream.of(List.of(system), earlier, current)
                .<ChatMessage>flatMap(List::stream)
                .toList();
    }

    /** Whether the model may ask for calls. */
    boolean takesCalls() {
        return !tools.isEmpty() && choice == ToolChoice.AUTO;
    }

    Prompt withEarlier(List<ChatMessage> fewer) {
        return new Prompt(system, fewer, current, tools, choice, asker);
    }

    /** The same prompt, asked by somebody else. */
    public Prompt askedBy(Asker newAsker) {
        return new Prompt(system, earlier, current, tools, choice, newAsker);
    }

    /** Without its texts: they are not for a log. */
    @Override
    public String toString() {
        return "Prompt[" + messages().size() + " messages, " + tools.size() + " tools]";
    }
}
