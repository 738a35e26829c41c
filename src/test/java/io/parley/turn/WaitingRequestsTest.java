package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import io.parley.ledger.Handover;
import io.parley.ledger.Lease;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class WaitingRequestsTest {

    private static final Activity MESSAGE = Samples.message("c", "1", "1");
    private static final ConversationKey CONVERSATION = ConversationKey.of(MESSAGE);
    private static final TurnId TURN = TurnId.of(MESSAGE);

    private final WaitingRequests requests = new WaitingRequests();

    @Test
    void givesTheAnswerToARequestThatWaits() {
        UniAssertSubscriber<Answer> request = wait(requests.answer(CONVERSATION, TURN));

        requests.ended(ended());

        request.assertItem(Answer.saying("said"));
    }

    @Test
    void keepsNothingForARequestWhoseSenderLeavesBeforeItWaits() {
        Uni<Answer> answer = requests.answer(CONVERSATION, TURN);

        requests.ended(ended());

        wait(answer).assertNotTerminated();
    }

    @Test
    void keepsNothingForARequestWhoseSenderHasLeft() {
        wait(requests.answer(CONVERSATION, TURN)).cancel();

        requests.ended(ended());

        wait(requests.answer(CONVERSATION, TURN)).assertNotTerminated();
    }

    private static UniAssertSubscriber<Answer> wait(Uni<Answer> answer) {
        return answer.subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static EndedTurn ended() {
        Turn turn = new Turn(
                new Lease(CONVERSATION, "1"),
                TURN,
                MESSAGE,
                1,
                Optional.empty(),
                0,
                List.of(),
                Optional.empty(),
                new ConversationState(true, List.of()),
                "",
                0,
                Duration.ZERO);
        return EndedTurn.done(
                turn, Answer.saying("said"), new Handover(Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
