package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerJsonTest {

    @Test
    void readsAsManyValuesAsAnAnswerHas() {
        String numbers = "[" + "1,".repeat(90_000) + "1]";

        assertThat(PeerJson.read(numbers)).hasSize(90_001);
        assertThat(PeerJson.read(numbers.getBytes(StandardCharsets.UTF_8))).hasSize(90_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "{\"a\":{}}"})
    void readsNoDocumentWithVeryManyValues(String value) {
        String document = "[" + (value + ',').repeat(110_000) + value + ']';

        assertThat(PeerJson.read(document).isMissingNode()).isTrue();
        assertThat(PeerJson.read(document.getBytes(StandardCharsets.UTF_8)).isMissingNode())
                .isTrue();
    }

    @Test
    void readsNoDocumentThatIsVeryDeep() {
        assertThat(PeerJson.read("[".repeat(600) + "]".repeat(600)).isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{", "{\"a\":NaN}"})
    void readsNothingElse(String text) {
        assertThat(PeerJson.read(text).isMissingNode()).isTrue();
        assertThat(PeerJson.read(text.getBytes(StandardCharsets.UTF_8)).isMissingNode())
                .isTrue();
    }
}
