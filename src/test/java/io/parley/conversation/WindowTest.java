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
        List<Exchange> history = Exchange.of(List.of(Remark.ofBot("a1"), Remark.ofUser("q2"), Remark.ofBot("a2")));

        assertThat(new Window(20).of(history)).containsExactly(ChatMessage.user("q2"), ChatMessage.assistant("a2"));
    }

    @Test
    void keepsAQuestionWithoutAnAnswerAndOneWithTwo() {
        List<Exchange> history = Exchange.of(
                List.of(Remark.ofUser("q1"), Remark.ofUser("q2"), Remark.ofBot("a2"), Remark.ofBot("more")));

        assertThat(texts(new Window(20), history)).containsExactly("q1", "q2", "a2", "more");
        assertThat(texts(new Window(4), history)).containsExactly("q2", "a2", "more");
        assertThat(texts(new Window(3), history)).isEmpty();
    }

    @ParameterizedTest(name = "{0} of history with a limit of {1}")
    @CsvSource({
        "0, 20, ''",
        "2, 20, 1 2",
        "4, 5, 1 2 3 4",
        "4, 4, 3 4",
        "4, 3, 3 4",
        "10, 4, 9 10",
        "10, 2, ''",
        "10, 1, ''",
    })
    void holdsTheLastWholeTurnsBeforeTheNewMessage(int history, int limit, String expected) {
        List<Remark> remarks = IntStream.rangeClosed(1, history)
                .mapToObj(Integer::toString)
                .map(number -> Integer.parseInt(number) % 2 == 1 ? Remark.ofUser(number) : Remark.ofBot(number))
                .toList();

        assertThat(String.join(" ", texts(new Window(limit), Exchange.of(remarks))))
                .isEqualTo(expected);
    }

    private static List<String> texts(Window window, List<Exchange> history) {
        return window.of(history).stream().map(ChatMessage::text).toList();
    }
}
