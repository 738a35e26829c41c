package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoModelTest {

    @Test
    void saysWhatItIsAndRepeatsTheQuestion() {
        assertThat(answer(ChatMessage.user("What is 100 % uptime?")))
                .isEqualTo("I am the demo model, not a real one. You said: “What is 100 % uptime?”. "
                        + "I was given 1 message of this conversation, and no system prompt.");
    }

    @Test
    void countsTheConversationWithoutItsPrompt() {
        assertThat(answer(
                        ChatMessage.system("You are a bot."),
                        ChatMessage.user("Hi"),
                        ChatMessage.assistant("Hello!"),
                        ChatMessage.user("Again?")))
                .contains("“Again?”")
                .endsWith("I was given 3 messages of this conversation, and a system prompt.");
    }

    private static String answer(ChatMessage... messages) {
        return new DemoModel()
                .answer(List.of(messages), ChatModel.UNSEEN)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .getItem();
    }
}
