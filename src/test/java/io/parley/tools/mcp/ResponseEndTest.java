package io.parley.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ResponseEndTest {

    private static final String RESPONSE = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}";

    private final ResponseEnd end = new ResponseEnd(7);

    @ParameterizedTest
    @ValueSource(strings = {"data: ", "\ndata: ", "event: message\ndata: ", ": a comment\r\n\r\ndata:"})
    void isReachedAtTheResponseInAStreamHoweverItIsSplit(String before) {
        String stream = before + RESPONSE + "\n\n";
        for (int place = 0; place < stream.length() - 1; place++) {
            assertThat(isReached(stream.charAt(place))).isFalse();
        }

        assertThat(isReached(stream.charAt(stream.length() - 1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {RESPONSE, " \r\n\t" + RESPONSE, "[" + RESPONSE + "]"})
    void keepsNothingOfJsonWhichEndsWithItsStream(String json) {
        for (int place = 0; place < json.length(); place++) {
            assertThat(isReached(json.charAt(place))).isFalse();
        }

        assertThat(end.isReachedWith(new byte[100_000])).isFalse();
        assertThat(end.held()).isLessThan(10);
    }

    @Test
    void tellsWhatItKeepsOfALineWithoutAnEnd() {
        assertThat(end.isReachedWith("data: ".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(end.isReachedWith("x".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isFalse();

        assertThat(end.held()).isGreaterThanOrEqualTo(100_000);
    }

    private boolean isReached(char one) {
        return end.isReachedWith(new byte[] {(byte) one});
    }
}
