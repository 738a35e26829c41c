package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.http.ServerSentEvents.Event;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTextTest {

    private static final Variables FIRST = new Variables(Optional.empty(), true);

    private static final String WORDS_AND_CALL = """
            {"content":"Let me look.","tool_calls":[{"id":"c","function":{"name":"status","arguments":"{"}}]}""";

    @ParameterizedTest
    @CsvSource({"200_chat.json, Hello! How can I help?", "200_filter_down.json, ok"})
    void isWhatTheModelSaid(String fixture, String text) {
        assertThat(CompletionText.of(completion(Fixtures.read(fixture)), false, FIRST)
                        .text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"length\"", "\"stop\"", "\"a_reason_of_tomorrow\"", "null"})
    void isUsedWhateverItEndedFor(String reason) {
        assertThat(CompletionText.of(choice(reason, "{\"content\":\"As far as it\"}"), false, FIRST)
                        .text())
                .isEqualTo("As far as it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200_finish_content_filter.json", "200_refusal.json"})
    void isHeldBackWhenFilteredOrRefused(String fixture) {
        Completed completion = completion(Fixtures.read(fixture));

        assertThatThrownBy(() -> CompletionText.of(completion, false, FIRST))
                .isInstanceOf(ChatException.Filtered.class);
    }

    @Test
    void isHeldBackWhenFilteredHalfWay() {
        Completed completion = choice("\"content_filter\"", "{\"content\":\"The beginning of something bad\"}");

        assertThatThrownBy(() -> CompletionText.of(completion, false, FIRST))
                .isInstanceOf(ChatException.Filtered.class)
                .hasMessageNotContaining("beginning");
    }

    @ParameterizedTest
    @CsvSource({"200_finish_length.json, PARLEY_CHAT_MAX_TOKENS", "200_tool_calls.json, tool_calls"})
    void isMissedWithTheReasonWhy(String fixture, String words) {
        Completed completion = completion(Fixtures.read(fixture));

        assertThatThrownBy(() -> CompletionText.of(completion, false, FIRST))
                .isInstanceOf(ChatException.Empty.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"choices\":null}",
                "{\"choices\":[]}",
                "{\"choices\":[{}]}",
                "{\"choices\":[{\"message\":{}}]}",
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\" \\n\"}}]}",
            })
    void isMissedWhereThereIsNone(String json) {
        Completed completion = completion(json);

        assertThatThrownBy(() -> CompletionText.of(completion, false, FIRST)).isInstanceOf(ChatException.Empty.class);
    }

    @Test
    void isTheCallsWhereToolsWereOffered() {
        Reply reply = CompletionText.of(completion(Fixtures.read("200_tool_calls.json")), true, FIRST);

        assertThat(reply.calls())
                .containsExactly(
                        new ToolCall("call_A1", "get_weather", "{\"city\":\"Paris\"}"),
                        new ToolCall("call_B2", "get_weather", "{\"city\":\"Rome\"}"));
        assertThat(reply.text()).isEmpty();
        assertThat(reply.usage()).isEqualTo(new Usage(80, 40, 0, 0));
        assertThat(reply.outcome()).isEqualTo("tool_calls");
    }

    @Test
    void keepsTheWordsBeforeACall() {
        Reply reply = CompletionText.of(choice("\"stop\"", WORDS_AND_CALL), true, FIRST);

        assertThat(reply.text()).isEqualTo("Let me look.");
        assertThat(reply.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"length, true", "tool_calls, false"})
    void isNoCallThatMayBeCutOrWasNotOffered(String reason, boolean takesCalls) {
        Reply reply = CompletionText.of(choice('"' + reason + '"', WORDS_AND_CALL), takesCalls, FIRST);

        assertThat(reply.text()).isEqualTo("Let me look.");
        assertThat(reply.calls()).isEmpty();
    }

    private static Completed choice(String finishReason, String message) {
        return completion("{\"choices\":[{\"finish_reason\":%s,\"message\":%s}]}".formatted(finishReason, message));
    }

    private static Completed completion(String json) {
        CompletionStream stream = new CompletionStream(Translation.NONE, ChatModel.UNSEEN, () -> "[id]", FIRST);
        stream.add(new Event("", json));
        stream.add(new Event("", "[DONE]"));
        return stream.completed();
    }
}
