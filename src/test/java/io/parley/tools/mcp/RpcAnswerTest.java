package io.parley.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcAnswerTest {

    private static RpcAnswer answer(String body) {
        return RpcAnswer.of(new HttpAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), Optional.empty()), 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7,\"result\":{}}",
                " [{\"id\":6,\"result\":{}},{\"id\":7,\"result\":{}}]",
                "data: {\"id\":7,\"result\":{}}",
                ": ping\r\n\r\nid: 1\r\ndata:\r\n\r\ndata: {\"method\":\"x\"}\r\n\r\ndata: {\"id\":\"7\",\"result\":{}}\r\n\r\n",
                "data: {\"id\":7,\"method\":\"sampling/createMessage\"}\n\ndata: {\"id\":7,\n data: x\ndata: \"result\":{}}\n\n"
            })
    void findsTheResponse(String body) {
        assertThat(answer(body).isResult()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{\"id\":6,\"result\":{}}", "<html>", "data: {\"id\":7,\"res", "[1,null]", "{\"id\":7}"})
    void findsNoneWhereThereIsNone(String body) {
        assertThat(answer(body).message().isMissingNode()).isTrue();
    }

    @Test
    void findsNoneWithVeryManyValues() {
        assertThat(answer("{\"id\":7,\"result\":[" + "{},".repeat(300_000) + "{}]}")
                        .message()
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void endsAStreamWithTheResponse() {
        ResponseEnd end = new ResponseEnd(7);

        assertThat(end.isReachedWith(
                        "data: {\"id\":6,\"result\":{}}\n\ndata: {\"id\":7,".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(end.isReachedWith("\"result\":{}}\n\n".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }
}
