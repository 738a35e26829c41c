package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {

    /** About a hundred tokens by the estimate. */
    private static final String TEXT = "x".repeat(288);

    @Test
    void keepsAChatThatFits() {
        Prompt chat = chat(5);

        assertThat(new TokenBudget(2_000, 100).fit(chat)).isEqualTo(chat);
    }

    @Test
    void leavesOutTheOldestTurnsWhole() {
        Prompt chat = chat(5);

        Prompt fitting = new TokenBudget(1_000, 100).fit(chat);

        assertThat(fitting.earlier()).hasSize(4).isEqualTo(chat.earlier().subList(6, 10));
        assertThat(fitting).isEqualTo(chat.withEarlier(fitting.earlier()));
    }

    /** Each prompt then begins like the one before, which the service caches. */
    @Test
    void leavesOutTheSameTurnsWhileTheChatGrows() {
        TokenBudget budget = new TokenBudget(10_000, 100);

        assertThat(IntStream.rangeClosed(47, 57)
                        .mapToObj(turns ->
                                2 * turns - budget.fit(chat(turns)).earlier().size()))
                .containsOnly(24);
    }

    @Test
    void keepsRoomForTheAnswer() {
        assertThat(new TokenBudget(1_000, 600).fit(chat(5)).earlier()).isEmpty();
    }

    @Test
    void keepsAnAnswerTogetherWithItsQuestion() {
        ChatMessage answer = ChatMessage.assistant(TEXT);
        Prompt chat = chat(0).withEarlier(List.of(ChatMessage.user(TEXT), answer, answer, answer));

        assertThat(new TokenBudget(650, 100).fit(chat).earlier()).isEmpty();
    }

    @Test
    void keepsAllOfTheCurrentTurn() {
        Prompt chat = afterACall(chat(5), "x".repeat(1_200));

        Prompt fitting = new TokenBudget(1_000, 100).fit(chat);

        assertThat(fitting.current()).isEqualTo(chat.current());
        assertThat(fitting.earlier()).hasSizeLessThan(6);
    }

    @Test
    void countsToolsAndPictures() {
        Prompt chat = chat(5);
        ToolDefinition tool = new ToolDefinition(
                "status", TEXT, JsonNodeFactory.instance.objectNode().put("title", TEXT));
        ChatMessage picture = new ChatMessage.User(List.of(new ChatMessage.Image("data:image/png;base64,AA")));

        assertThat(new TokenBudget(1_000, 100).fit(withTools(chat, tool)).earlier())
                .hasSizeLessThan(6);
        assertThatThrownBy(() -> new TokenBudget(1_000, 100)
                        .fit(new Prompt(chat.system(), List.of(), List.of(picture), List.of(), ToolChoice.AUTO)))
                .isInstanceOf(ChatException.TooLong.class);
    }

    @Test
    void refusesAQuestionThatDoesNotFitAlone() {
        assertThatThrownBy(() -> new TokenBudget(250, 100).fit(chat(0))).isInstanceOf(ChatException.TooLong.class);
    }

    @Test
    void countsBytesNotCharacters() {
        Prompt latin = Prompts.of("s", ChatMessage.user("x".repeat(300)));
        Prompt chinese = Prompts.of("s", ChatMessage.user("漢".repeat(300)));
        TokenBudget budget = new TokenBudget(300, 100);

        assertThat(budget.fit(latin)).isEqualTo(latin);
        assertThatThrownBy(() -> budget.fit(chinese)).isInstanceOf(ChatException.TooLong.class);
    }

    @Test
    void learnsFromWhatTheServiceCounts() {
        TokenBudget budget = new TokenBudget(1_500, 100);
        Prompt chat = chat(5);
        assertThat(budget.fit(chat).earlier()).hasSize(10);

        for (int call = 0; call < 20; call++) {
            budget.counted(chat, 2_400);
        }

        assertThat(budget.fit(chat).earlier()).hasSizeLessThan(6);
    }

    @Test
    void shortensByTheNumbersOfTheError() {
        TokenBudget budget = new TokenBudget(128_000, 100);
        Prompt chat = chat(5);

        Prompt shorter = budget.shorten(chat, 8_000, 16_000);

        assertThat(shorter.earlier()).hasSizeBetween(2, 4);
    }

    @Test
    void remembersThatTheModelTakesLess() {
        TokenBudget budget = new TokenBudget(128_000, 100);

        budget.shorten(chat(5), 1_000, 1_200);

        assertThat(budget.fit(chat(50)).earlier()).hasSizeLessThan(10);
    }

    private static Prompt withTools(Prompt chat, ToolDefinition... tools) {
        return new Prompt(chat.system(), chat.earlier(), chat.current(), List.of(tools), ToolChoice.AUTO);
    }

    private static Prompt afterACall(Prompt chat, String result) {
        List<ChatMessage> current = List.of(
                chat.current().get(0),
                new ChatMessage.Assistant("", List.of(new ToolCall("call_1", "status", "{}"))),
                new ChatMessage.ToolResult("call_1", result));
        return new Prompt(chat.system(), chat.earlier(), current, List.of(), ToolChoice.AUTO);
    }

    /** Creates a prompt with the system prompt, so many turns, and a question; each message has about a hundred tokens. */
    private static Prompt chat(int turns) {
        List<ChatMessage> earlier = Stream.generate(() -> List.of(ChatMessage.user(TEXT), ChatMessage.assistant(TEXT)))
                .limit(turns)
                .<ChatMessage>flatMap(List::stream)
                .toList();
        return Prompt.of(TEXT, earlier, ChatMessage.user(TEXT));
    }
}
