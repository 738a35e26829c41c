package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {

    /** Some hundred tokens by the estimate. */
    private static final String TEXT = "x".repeat(288);

    @Test
    void keepsAChatThatFits() {
        List<ChatMessage> chat = chat(5);

        assertThat(new TokenBudget(2_000, 100).fit(chat)).isEqualTo(chat);
    }

    @Test
    void leavesOutTheOldestTurnsWhole() {
        List<ChatMessage> chat = chat(5);

        List<ChatMessage> fitting = new TokenBudget(1_000, 100).fit(chat);

        assertThat(fitting).hasSize(8).startsWith(chat.get(0)).endsWith(chat.get(chat.size() - 1));
        assertThat(fitting.get(1).role()).isEqualTo(ChatMessage.Role.USER);
        assertThat(fitting.subList(1, 8)).isEqualTo(chat.subList(5, 12));
    }

    @Test
    void keepsRoomForTheAnswer() {
        assertThat(new TokenBudget(1_000, 600).fit(chat(5))).hasSize(2);
    }

    @Test
    void keepsAnAnswerTogetherWithItsQuestion() {
        List<ChatMessage> chat = new ArrayList<>(chat(1));
        chat.add(2, ChatMessage.assistant(TEXT));
        chat.add(2, ChatMessage.assistant(TEXT));

        assertThat(new TokenBudget(650, 100).fit(chat)).containsExactly(chat.get(0), chat.get(chat.size() - 1));
    }

    @Test
    void refusesAQuestionThatDoesNotFitAlone() {
        assertThatThrownBy(() -> new TokenBudget(250, 100).fit(chat(0))).isInstanceOf(ChatException.TooLong.class);
    }

    @Test
    void countsBytesNotCharacters() {
        List<ChatMessage> latin = List.of(ChatMessage.system("s"), ChatMessage.user("x".repeat(300)));
        List<ChatMessage> chinese = List.of(ChatMessage.system("s"), ChatMessage.user("漢".repeat(300)));
        TokenBudget budget = new TokenBudget(300, 100);

        assertThat(budget.fit(latin)).isEqualTo(latin);
        assertThatThrownBy(() -> budget.fit(chinese)).isInstanceOf(ChatException.TooLong.class);
    }

    @Test
    void learnsFromWhatTheServiceCounts() {
        TokenBudget budget = new TokenBudget(1_500, 100);
        List<ChatMessage> chat = chat(5);
        assertThat(budget.fit(chat)).hasSize(12);

        for (int call = 0; call < 20; call++) {
            budget.counted(chat, 2_400);
        }

        assertThat(budget.fit(chat)).hasSizeLessThan(8);
    }

    @Test
    void shortensByTheNumbersOfTheError() {
        TokenBudget budget = new TokenBudget(128_000, 100);
        List<ChatMessage> chat = chat(5);

        List<ChatMessage> shorter = budget.shorten(chat, 8_000, 16_000);

        assertThat(shorter).hasSizeBetween(4, 6);
    }

    @Test
    void remembersThatTheModelTakesLess() {
        TokenBudget budget = new TokenBudget(128_000, 100);

        budget.shorten(chat(5), 1_000, 1_200);

        assertThat(budget.fit(chat(50))).hasSizeLessThan(12);
    }

    /** The system prompt, so many turns, and a question; each message some hundred tokens. */
    private static List<ChatMessage> chat(int turns) {
        List<ChatMessage> chat = new ArrayList<>();
        chat.add(ChatMessage.system(TEXT));
        for (int turn = 0; turn < turns; turn++) {
            chat.add(ChatMessage.user(TEXT));
            chat.add(ChatMessage.assistant(TEXT));
        }
        chat.add(ChatMessage.user(TEXT));
        return chat;
    }
}
