package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecTest {

    private final Codec codec = new Codec(Samples.MAPPER);

    @Test
    void readsAnAnswerThatWasRecordedBeforeItToldWhoWroteIt() {
        String recorded = """
                {"texts": ["Hello"], "remembered": [], "forgets": false, "welcomes": true}
                """;

        assertThat(codec.read(recorded, Answer.class))
                .isEqualTo(new Answer(List.of("Hello"), List.of(), false, true, false));
    }
}
