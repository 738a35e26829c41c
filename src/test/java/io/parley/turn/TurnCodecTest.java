package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Samples;
import io.parley.bot.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnCodecTest {

    private final TurnCodec codec = new TurnCodec(Samples.MAPPER);

    @Test
    void readsAnAnswerThatWasRecordedBeforeItToldWhoWroteIt() {
        String recorded = """
                {"texts": ["Hello"], "remembered": [], "forgets": false, "welcomes": true}
                """;

        assertThat(codec.read(recorded, Answer.class))
                .isEqualTo(new Answer(List.of("Hello"), List.of(), false, true, false));
    }
}
