package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code dead-letter.lua}. */
@NullUnmarked
class DeadLetterTest extends TwoReplicas {

    @Test
    void keepsATurnThatIsGivenUpAndGoesOnWithTheNext() {
        Turn first = claim(FIRST);
        accept(SECOND);

        Turn second = now(ledger.endings().deadLetter(first, "It never ended", false, true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();

        assertThat(second.activity()).isEqualTo(SECOND);
        assertThat(field(first, "state")).isEqualTo("dead");
        assertThat(field(first, "reason")).isEqualTo("It never ended");
        assertThat(field(first, "activity")).contains("first");
        assertThat(history()).isEmpty();
        assertThat(lifetime(Keys.dead(CONVERSATION.partition()))).isBetween(Duration.ofDays(29), Duration.ofDays(30));
        assertThat(lifetime(Keys.turn(CONVERSATION, first.id()))).isBetween(Duration.ofDays(29), Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsTheAnswerOfATurnThatIsGivenUpWhereItIsOne(boolean answered) {
        Turn turn = claim(FIRST);
        now(ledger.records().recordAnswer(turn, ANSWER));

        now(ledger.endings().deadLetter(turn, "reason", answered, true));

        assertThat(field(turn, "answer").isEmpty()).isNotEqualTo(answered);
    }
}
