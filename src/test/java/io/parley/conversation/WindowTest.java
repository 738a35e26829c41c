package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.Settings;
import io.parley.chat.ChatMessage;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @Test
    void leavesOutAnAnswerWhoseQuestionIsForgotten() {
        List<Exchange> history = Exchange.of(List.of(Remark.ofBot("a1"), Remark.ofUser("q2"), Remark.ofBot("a2")));

        assertThat(new Window(20, 20).of(history)).containsExactly(ChatMessage.user("q2"), ChatMessage.assistant("a2"));
    }

    @Test
    void keepsAQuestionWithoutAnAnswerAndOneWithTwo() {
        List<Exchange> history = Exchange.of(
                List.of(Remark.ofUser("q1"), Remark.ofUser("q2"), Remark.ofBot("a2"), Remark.ofBot("more")));

        assertThat(texts(new Window(20, 20), history)).containsExactly("q1", "q2", "a2", "more");
        assertThat(texts(new Window(4, 4), history)).containsExactly("q2", "a2", "more");
        assertThat(texts(new Window(3, 3), history)).isEmpty();
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

        assertThat(String.join(" ", texts(new Window(limit, limit), Exchange.of(remarks))))
                .isEqualTo(expected);
    }

    /** Up to the high mark, each prompt begins like the one before. */
    @Test
    void growsToItsHighMarkBeforeItIsCut() {
        Window window = new Window(4, 8);

        assertThat(texts(window, turns(3))).containsExactly("q1", "a1", "q2", "a2", "q3", "a3");
        assertThat(texts(window, turns(4))).containsExactly("q3", "a3", "q4", "a4");
    }

    @Test
    void growsToTwiceItsLowMarkUnlessItIsSetOtherwise() {
        assertThat(Window.of(Settings.with().conversations())).isEqualTo(new Window(20, 40));
        assertThat(Window.of(Settings.with("conversation.grows-to", "20").conversations()))
                .isEqualTo(new Window(20, 20));
    }

    @ParameterizedTest
    @CsvSource({"19", "2001"})
    void refusesAHighMarkThatIsNone(String mark) {
        ConversationConfig config = Settings.with("conversation.grows-to", mark).conversations();

        assertThatThrownBy(() -> Window.of(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CONVERSATION_GROWS_TO");
    }

    private static List<Exchange> turns(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(turn -> new Exchange("q" + turn, List.of("a" + turn)))
                .toList();
    }

    private static List<String> texts(Window window, List<Exchange> history) {
        return window.of(history).stream().map(ChatMessage::text).toList();
    }
}
