package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.ChatMessage;
import io.parley.chat.Prompts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DemoModelTest {

    @Test
    void saysWhatItIsAndRepeatsTheQuestion() {
        assertThat(answer(ChatMessage.user("What is 100 % uptime?")))
                .isEqualTo("I am the demo model, not a real one. You said: “What is 100 % uptime?”. "
                        + "I was given 1 message of this conversation, and a system prompt.");
    }

    @Test
    void countsTheConversationWithoutItsPrompt() {
        assertThat(answer(ChatMessage.user("Hi"), ChatMessage.assistant("Hello!"), ChatMessage.user("Again?")))
                .contains("“Again?”")
                .endsWith("I was given 3 messages of this conversation, and a system prompt.");
    }

    @Test
    void writesWordByWord() {
        List<String> drafts = new CopyOnWriteArrayList<>();

        String answer = answer(drafts::add, ChatMessage.user("Hi"));

        assertThat(drafts)
                .startsWith("I", "I am", "I am the", "I am the demo")
                .endsWith(answer)
                .hasSizeGreaterThan(20);
    }

    @Test
    void writesALongTextInFewerSteps() {
        List<String> drafts = new CopyOnWriteArrayList<>();

        answer(drafts::add, ChatMessage.user("word ".repeat(2_000)));

        assertThat(drafts).hasSizeBetween(50, 101);
    }

    private static String answer(ChatMessage... messages) {
        return answer(draft -> {}, messages);
    }

    private static String answer(Consumer<String> draft, ChatMessage... messages) {
        return new DemoModel()
                .answer(Prompts.of("You are a bot.", messages), draft)
                .await()
                .atMost(Duration.ofSeconds(10))
                .text();
    }
}
