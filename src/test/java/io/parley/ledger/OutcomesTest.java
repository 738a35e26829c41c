package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests what a request that waits for a turn is told. */
@NullUnmarked
class OutcomesTest extends TwoReplicas {

    private static final Activity EXPECTS_REPLIES =
            Samples.one("webchat-message", json -> json.put("deliveryMode", "expectReplies"));
    private static final ConversationKey CONVERSATION_OF_REPLIES = ConversationKey.of(EXPECTS_REPLIES);

    @Test
    void tellsTheAnswerOfATurnThatExpectsReplies() {
        Turn turn = claimed();
        assertThat(outcome(turn.id())).isEmpty();
        now(ledger.records().recordAnswer(turn, ANSWER));
        assertThat(outcome(turn.id())).isEmpty();

        complete(turn);

        assertThat(outcome(turn.id())).contains(ANSWER);
        assertThat(outcome(new TurnId("unknown"))).isEmpty();
    }

    @Test
    void tellsTheApologyOfATurnThatExpectsRepliesAndWasGivenUp() {
        Turn turn = claimed();
        now(ledger.records().recordAnswer(turn, Answer.saying("Sorry")));

        now(ledger.endings().deadLetter(turn, "reason", true, true));

        assertThat(outcome(turn.id())).contains(Answer.saying("Sorry"));
    }

    private Turn claimed() {
        return now(ledger.claims().accept(CONVERSATION_OF_REPLIES, EXPECTS_REPLIES, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
    }

    private Optional<Answer> outcome(TurnId turn) {
        return now(other.outcomes().outcome(CONVERSATION_OF_REPLIES, turn));
    }
}
