package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.chat.ChatCompletionsApi.Completion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTextTest {

    @ParameterizedTest
    @CsvSource({"200_chat.json, Hello! How can I help?", "200_filter_down.json, ok"})
    void isWhatTheModelSaid(String fixture, String text) throws Exception {
        assertThat(CompletionText.of(completion(Fixtures.read(fixture)))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"length\"", "\"stop\"", "\"a_reason_of_tomorrow\"", "null"})
    void isUsedWhateverItEndedFor(String reason) throws Exception {
        assertThat(CompletionText.of(choice(reason, "{\"content\":\"As far as it\"}")))
                .isEqualTo("As far as it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200_finish_content_filter.json", "200_refusal.json"})
    void isHeldBackWhenFilteredOrRefused(String fixture) throws Exception {
        Completed completion = completion(Fixtures.read(fixture));

        assertThatThrownBy(() -> CompletionText.of(completion)).isInstanceOf(ChatException.Filtered.class);
    }

    @Test
    void isHeldBackWhenFilteredHalfWay() throws Exception {
        Completed completion = choice("\"content_filter\"", "{\"content\":\"The beginning of something bad\"}");

        assertThatThrownBy(() -> CompletionText.of(completion))
                .isInstanceOf(ChatException.Filtered.class)
                .hasMessageNotContaining("beginning");
    }

    @ParameterizedTest
    @CsvSource({"200_finish_length.json, parley.chat.max-tokens", "200_tool_calls.json, tool_calls"})
    void isMissedWithTheReasonWhy(String fixture, String words) throws Exception {
        Completed completion = completion(Fixtures.read(fixture));

        assertThatThrownBy(() -> CompletionText.of(completion))
                .isInstanceOf(ChatException.Empty.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"choices\":null}",
                "{\"choices\":[]}",
                "{\"choices\":[{}]}",
                "{\"choices\":[{\"message\":{}}]}",
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\" \\n\"}}]}",
            })
    void isMissedWhereThereIsNone(String json) throws Exception {
        Completed completion = completion(json);

        assertThatThrownBy(() -> CompletionText.of(completion)).isInstanceOf(ChatException.Empty.class);
    }

    private static Completed choice(String finishReason, String message) throws JsonProcessingException {
        return completion("{\"choices\":[{\"finish_reason\":%s,\"message\":%s}]}".formatted(finishReason, message));
    }

    private static Completed completion(String json) throws JsonProcessingException {
        return Completed.of(new ObjectMapper().readValue(json, Completion.class), "[id]");
    }
}
