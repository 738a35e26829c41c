package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.ChatMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @Test
    void leavesOutAnAnswerWhoseQuestionIsForgotten() {
        List<ChatMessage> history =
                List.of(ChatMessage.assistant("a1"), ChatMessage.user("q2"), ChatMessage.assistant("a2"));

        assertThat(new Window(20).of(ChatMessage.system("s"), history, ChatMessage.user("n")))
                .extracting(ChatMessage::content)
                .containsExactly("s", "q2", "a2", "n");
    }

    @ParameterizedTest(name = "{0} of history with a limit of {1}")
    @CsvSource({
        "0, 20, s n",
        "2, 20, s 1 2 n",
        "4, 5, s 1 2 3 4 n",
        "4, 4, s 3 4 n",
        "4, 3, s 3 4 n",
        "10, 4, s 9 10 n",
        "10, 2, s n",
        "10, 1, s n",
    })
    void endsWithTheNewMessageAndHoldsTheLastWholeTurnsBeforeIt(int history, int limit, String expected) {
        List<ChatMessage> messages = IntStream.rangeClosed(1, history)
                .mapToObj(number -> number % 2 == 1
                        ? ChatMessage.user(Integer.toString(number))
                        : ChatMessage.assistant(Integer.toString(number)))
                .toList();

        List<ChatMessage> window = new Window(limit).of(ChatMessage.system("s"), messages, ChatMessage.user("n"));

        assertThat(window).extracting(ChatMessage::content).containsExactly(expected.split(" "));
        assertThat(window.get(0).role()).isEqualTo(ChatMessage.Role.SYSTEM);
    }
}
