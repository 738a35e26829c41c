package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.connector.ConnectorException;
import io.parley.conversation.Answer;
import io.parley.conversation.InvokeResult;
import io.parley.conversation.Remark;
import io.parley.ledger.Endings;
import io.parley.ledger.Turn;
import io.parley.ledger.Turn.Recorded;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a turn up: its user gets the apology, which says what its calls did, and the turn is dead-lettered. A dead letter says so
 * if its user got no apology. Asks neither the model nor a tool, so that a turn that killed its replicas ends here.
 */
final class GivingUp {

    /** The bot may not write to the user, or the conversation does not exist: an apology would be rejected as well. */
    private static final Set<Integer> OUT_OF_REACH = Set.of(0, 401, 403, 404);

    private final TurnRun.Parts parts;
    private final Turn turn;
    private final TurnRecord record;
    private final TurnSteps steps;

    GivingUp(TurnRun.Parts parts, Turn turn, TurnRecord record, TurnSteps steps) {
        this.parts = parts;
        this.turn = turn;
        this.record = record;
        this.steps = steps;
    }

    /**
     * Records the apology before it is sent, unless an answer is recorded: that is kept for a replay. Fails if the apology is to
     * be sent again, by a later start.
     */
    Uni<EndedTurn> because(Turn.GivenUp why) {
        return recordApology(why)
                .chain(() -> endCalls(why))
                .chain(() -> isSeen(why) ? said() : apologise(why.stepsLost()))
                .chain(failure -> isToRepeat(failure)
                        ? Uni.createFrom().failure(failure.orElseThrow())
                        : deadLetter(reason(why.reason(), failure), why.recorded()));
    }

    /** Gives up a turn whose recorded answer could not be delivered, unless a later start may deliver it. */
    Uni<EndedTurn> undelivered(ConnectorException failure) {
        if (!isFinal(failure) && turn.attempt() < parts.maxAttempts()) {
            return Uni.createFrom().failure(failure);
        }
        String reason = String.valueOf(failure.getMessage());
        if (mayHaveArrived(failure) && !parts.bot().hasChanges(steps.recorded())) {
            return deadLetter(reason, Recorded.ANSWER);
        }
        return (isOutOfReach(failure) ? Uni.createFrom().item(Optional.of(failure)) : apologise(false))
                .chain(other -> deadLetter(reason(reason, other), Recorded.ANSWER));
    }

    private static boolean isFinal(ConnectorException failure) {
        return !(failure instanceof ConnectorException.Transient) || mayHaveArrived(failure);
    }

    private static boolean mayHaveArrived(ConnectorException failure) {
        return failure instanceof ConnectorException.Ambiguous
                || failure instanceof ConnectorException.Failed
                || (failure instanceof ConnectorException.Transient busy && busy.mayHaveArrived());
    }

    private static boolean isOutOfReach(ConnectorException failure) {
        return failure instanceof ConnectorException.Refused
                || (failure instanceof ConnectorException.Rejected rejected
                        && OUT_OF_REACH.contains(rejected.status()));
    }

    private Uni<Void> recordApology(Turn.GivenUp why) {
        Answer apology = apology(why.stepsLost());
        return why.recorded() == Recorded.NOTHING
                ? record.apology(apology, why.reason())
                        .invoke(() -> parts.journal().recorded(turn, apology))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> endCalls(Turn.GivenUp why) {
        return why.stepsLost() ? Uni.createFrom().voidItem() : parts.bot().abandon(turn.activity(), steps);
    }

    /** Whether the user got the answer before, or gets what is recorded in the response to a request. */
    private boolean isSeen(Turn.GivenUp why) {
        return turn.activity().isAwaited() || (why.recorded() == Recorded.ANSWER && turn.isSent());
    }

    private static Uni<Optional<ConnectorException>> said() {
        return Uni.createFrom().item(Optional.empty());
    }

    /** Sends the apology. Returns why it could not be sent; empty if the channel took it. */
    private Uni<Optional<ConnectorException>> apologise(boolean stepsLost) {
        List<Activity> messages = apology(stepsLost).activities(turn.activity().reference());
        Delivery delivery = parts.delivery(turn, record, steps);
        return delivery.within(parts.config().timeout(), delivery.send(messages, 0))
                .replaceWith(Optional.<ConnectorException>empty())
                .onFailure(ConnectorException.class)
                .recoverWithItem(failure -> Optional.of((ConnectorException) failure));
    }

    /** A recorded answer gets as many starts, because only sending is left. */
    private boolean isToRepeat(Optional<ConnectorException> failure) {
        return turn.attempt() < 2 * parts.maxAttempts()
                && failure.filter(one -> !isFinal(one)).isPresent();
    }

    private static String reason(String reason, Optional<ConnectorException> unsaid) {
        return unsaid.map(ConnectorException::getMessage)
                .map(why -> why.equals(reason)
                        ? reason + ". Its user got no apology"
                        : reason + ". Its user got no apology: " + why)
                .orElse(reason);
    }

    private Uni<EndedTurn> deadLetter(String reason, Recorded recorded) {
        boolean answered = recorded == Recorded.ANSWER;
        List<Remark> remembered =
                parts.bot().givenUp(turn.activity(), steps.recorded()).remembered();
        return record.deadLetter(new Endings.GivenUp(reason, answered, remembered))
                .map(handover -> EndedTurn.dead(turn, awaited(answered), reason, handover));
    }

    /** Returns the answer for a request that waits. */
    private Answer awaited(boolean answered) {
        return turn.recorded().filter(answer -> answered).orElseGet(() -> apology(false));
    }

    private Answer apology(boolean stepsLost) {
        Answer apology = parts.bot().apology(steps.recorded(), stepsLost);
        return turn.activity().isPress() ? apology.resulting(InvokeResult.failed()) : apology;
    }
}
