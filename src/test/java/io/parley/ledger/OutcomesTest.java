package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests what a request that waits for a turn is told. */
@NullUnmarked
class OutcomesTest extends TwoReplicas {

    @Test
    void tellsTheAnswerOfATurnThatExpectsReplies() {
        Activity activity = Samples.one("webchat-message", json -> json.put("deliveryMode", "expectReplies"));
        ConversationKey conversation = ConversationKey.of(activity);
        Turn turn = now(ledger.claims().accept(conversation, activity, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        assertThat(now(other.outcomes().outcome(conversation, turn.id()))).isEmpty();
        now(ledger.records().recordAnswer(turn, ANSWER));
        assertThat(now(other.outcomes().outcome(conversation, turn.id()))).isEmpty();

        complete(turn);

        assertThat(now(other.outcomes().outcome(conversation, turn.id()))).contains(ANSWER);
        assertThat(now(other.outcomes().outcome(conversation, new TurnId("unknown"))))
                .isEmpty();
    }

    @Test
    void tellsTheApologyOfATurnThatExpectsRepliesAndWasGivenUp() {
        Activity activity = Samples.one("webchat-message", json -> json.put("deliveryMode", "expectReplies"));
        ConversationKey conversation = ConversationKey.of(activity);
        Turn turn = now(ledger.claims().accept(conversation, activity, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.records().recordAnswer(turn, Answer.saying("Sorry")));

        now(ledger.endings().deadLetter(turn, "reason", true, true));

        assertThat(now(other.outcomes().outcome(conversation, turn.id()))).contains(Answer.saying("Sorry"));
    }
}
