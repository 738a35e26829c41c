package io.parley.playground;

import io.parley.chat.ChatMessage;
import io.parley.chat.ChatMessage.Role;
import io.parley.chat.ChatModel;
import io.parley.chat.StandIn;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answers without a model, and says so. It repeats what it was asked and counts what it was given, so that one sees whether
 * the history of a conversation arrives.
 */
@Singleton
@StandIn
final class DemoModel implements ChatModel {

    @Override
    public Uni<String> answer(List<ChatMessage> messages, Consumer<String> draft) {
        return Uni.createFrom().item(() -> "I am the demo model, not a real one. You said: “%s”. %s"
                .formatted(question(messages), count(messages)));
    }

    private static String question(List<ChatMessage> messages) {
        return messages.get(messages.size() - 1).content();
    }

    private static String count(List<ChatMessage> messages) {
        long given = messages.stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .count();
        return "I was given %d %s of this conversation, and %s."
                .formatted(
                        given,
                        given == 1 ? "message" : "messages",
                        hasPrompt(messages) ? "a system prompt" : "no system prompt");
    }

    private static boolean hasPrompt(List<ChatMessage> messages) {
        return messages.stream().anyMatch(message -> message.role() == Role.SYSTEM);
    }
}
