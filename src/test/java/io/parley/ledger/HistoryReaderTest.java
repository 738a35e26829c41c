package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Samples;
import io.parley.conversation.Remark;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReaderTest {

    private static final String QUESTION = "{\"role\":\"user\",\"content\":\"Wo ist \\\"é\\\"?\",\"activity\":\"1\"}";
    private static final String ANSWER = "{\"content\":\"Here\\n\",\"role\":\"assistant\",\"more\":{\"a\":[1]}}";

    private final HistoryReader reader = new HistoryReader(new Codec(Samples.MAPPER));

    @Test
    void readsAMessageOnEachLine() {
        assertThat(read(QUESTION + '\n' + ANSWER))
                .containsExactly(Remark.ofUser("Wo ist \"é\"?"), Remark.ofBot("Here\n"));
    }

    @Test
    void readsAnEmptyHistory() {
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "7",
                "null",
                "not JSON",
                "{\"role\":\"user\"}",
                "{\"content\":\"a\"}",
                "{\"role\":\"user\",\"content\":null}",
                "{\"role\":\"system\",\"content\":\"a\"}",
                "{\"role\":\"user\",\"content\":\"a",
            })
    void leavesOutOnlyWhatItCannotRead(String unreadable) {
        assertThat(read(QUESTION + '\n' + unreadable + '\n' + ANSWER)).hasSize(2);
        assertThat(read(unreadable)).isEmpty();
    }

    private List<Remark> read(String lines) {
        return reader.read(lines.getBytes(StandardCharsets.UTF_8));
    }
}
