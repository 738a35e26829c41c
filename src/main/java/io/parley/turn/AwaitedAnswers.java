package io.parley.turn;

import io.parley.conversation.Answer;
import io.parley.ledger.Acceptance;
import io.parley.ledger.Outcomes;
import io.parley.ledger.TurnException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** The answers of turns, for requests that wait for them. */
@ApplicationScoped
class AwaitedAnswers {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(500);

    private final WaitingRequests requests;
    private final Outcomes outcomes;

    AwaitedAnswers(WaitingRequests requests, Outcomes outcomes) {
        this.requests = requests;
        this.outcomes = outcomes;
    }

    /**
     * Waits for the answer of an accepted turn. The turn may end before the wait begins, or on a replica that held the
     * conversation: then the ledger has the answer.
     */
    Uni<Answer> answer(Acceptance acceptance, Duration timeout) {
        return Uni.join()
                .first(requests.answer(acceptance.conversation(), acceptance.turn()), recorded(acceptance))
                .toTerminate()
                .ifNoItem()
                .after(timeout)
                .failWith(TurnException.TimedOut::new);
    }

    private Uni<Answer> recorded(Acceptance acceptance) {
        boolean known = acceptance.status() == Acceptance.Status.DUPLICATE;
        return Multi.createFrom()
                .ticks()
                .startingAfter(known ? AT_ONCE : LOOK_AGAIN_AFTER)
                .every(LOOK_AGAIN_AFTER)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> outcomes.outcome(acceptance.conversation(), acceptance.turn())
                        .onFailure(TurnException.LedgerUnavailable.class)
                        .recoverWithItem(Optional.empty()))
                .select()
                .where(Optional::isPresent)
                .map(Optional::get)
                .toUni();
    }
}
