package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class PlainPieceTest {

    @Test
    void readsTheWordsOfAPiece() {
        PlainPiece piece = PlainPiece.read("""
                {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"gpt","usage":null,
                 "choices":[{"index":0,"content_filter_results":{"hate":{"filtered":false}},"logprobs":null,
                             "delta":{"role":"assistant","content":"H\u00e9","refusal":null},"finish_reason":"stop"}]}
                """);

        assertThat(piece)
                .returns("chatcmpl-1", PlainPiece::id)
                .returns("gpt", PlainPiece::model)
                .returns("stop", PlainPiece::finishReason)
                .returns("Hé", PlainPiece::words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"content\":null}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":7}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"delta\":{}}]}",
            })
    void readsAPieceWithoutWords(String json) {
        assertThat(PlainPiece.read(json)).returns("", PlainPiece::words).returns(null, PlainPiece::finishReason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "{",
                "{}",
                "{\"choices\":null}",
                "{\"choices\":[]}",
                "{\"choices\":[null]}",
                "{\"choices\":[{\"delta\":null}]}",
                "{\"choices\":[{\"message\":{\"content\":\"whole\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":7}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[{\"text\":\"part\"}]}}]}",
                "{\"choices\":[{\"delta\":{\"refusal\":\"no\"}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{}]}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}},{\"delta\":{\"content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"choices\":[{}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"error\":{\"code\":\"x\"}}",
                "{\"choices\":[{\"delta\":{}}],\"usage\":{\"prompt_tokens\":1}}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}{}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]",
            })
    void leavesEveryOtherPieceToTheTree(String json) {
        assertThat(PlainPiece.read(json)).isNull();
    }
}
