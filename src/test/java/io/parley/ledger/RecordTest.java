package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.conversation.Answer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests {@code record.lua}: answers, apologies, and the number of messages that were sent. */
@NullUnmarked
class RecordTest extends TwoReplicas {

    @Test
    void handsTheRecordOfATurnToTheReplicaThatTakesItOver() {
        Turn turn = claimBriefly(FIRST);
        now(ledger.records().recordAnswer(turn, ANSWER));
        now(ledger.records().recordSent(turn, 1));

        Turn taken = awaitTakeOver(other);

        assertThat(taken.recorded()).contains(ANSWER);
        assertThat(taken.sent()).isEqualTo(1);
    }

    @Test
    void tellsTheReplicaThatTakesOverThatOnlyTheApologyOfATurnIsLeft() {
        Turn turn = claimBriefly(FIRST);
        now(ledger.records().recordApology(turn, Answer.saying("Sorry"), "It never ended"));

        Turn taken = awaitTakeOver(other);

        assertThat(taken.givenUp()).contains(new Turn.GivenUp("It never ended", Turn.Recorded.APOLOGY));
        assertThat(taken.recorded()).contains(Answer.saying("Sorry"));
    }
}
