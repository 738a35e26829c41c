package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.connector.ConnectorException;
import io.parley.conversation.Answer;
import io.parley.conversation.InvokeResult;
import io.parley.conversation.Remark;
import io.parley.ledger.Endings;
import io.parley.ledger.Turn;
import io.parley.ledger.Turn.Recorded;
import io.parley.ledger.TurnException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives a turn up: its user gets the apology, which says what its calls did, and the turn is dead-lettered. A dead letter says so
 * if its user got no apology. Asks neither the model nor a tool, so that a turn that killed its replicas ends here.
 */
final class GivingUp {

    private final TurnRun.Parts parts;
    private final Turn turn;
    private final TurnRecord record;
    private final TurnSteps steps;

    /** Whether steps of the turn cannot be read, or make no sense. */
    private volatile boolean stepsLost;

    GivingUp(TurnRun.Parts parts, Turn turn, TurnRecord record, TurnSteps steps) {
        this.parts = parts;
        this.turn = turn;
        this.record = record;
        this.steps = steps;
        this.stepsLost = turn.givenUp().filter(Turn.GivenUp::stepsLost).isPresent();
    }

    /**
     * Records the apology before it is sent, unless an answer is recorded: that is kept for a replay. Fails if the apology is to
     * be sent again, by a later start.
     */
    Uni<EndedTurn> because(Turn.GivenUp why) {
        return recordApology(why).chain(this::endCalls).chain(this::settleCard).chain(() -> {
            if (turn.activity().isAwaited()) {
                return deadLetter(why.reason() + unheard(why.recorded()), why.recorded());
            }
            return isSent(why)
                    ? deadLetter(why.reason(), why.recorded())
                    : apologise().chain(failure -> endOrRepeat(failure, why.reason(), why.recorded()));
        });
    }

    /**
     * Gives up a turn whose recorded answer could not be delivered, unless a later start may deliver it. There is no apology
     * while the channel is busy: it would take the answer just as well.
     */
    Uni<EndedTurn> undelivered(ConnectorException failure) {
        return isToRepeat(failure)
                ? Uni.createFrom().failure(failure)
                : settleCard().chain(() -> undeliverable(failure));
    }

    private Uni<EndedTurn> undeliverable(ConnectorException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (!FailedDelivery.isFinal(failure)) {
            return deadLetter(reason + ". Its user got no answer", Recorded.ANSWER);
        }
        if (FailedDelivery.isOutOfReach(failure)) {
            return deadLetter(reason(reason, failure), Recorded.ANSWER);
        }
        if (!FailedDelivery.mayHaveArrived(failure)) {
            return apologise().chain(other -> endOrRepeat(other, reason, Recorded.ANSWER));
        }
        return parts.bot().hasChanges(steps.recorded())
                ? apologise().chain(other -> deadLetter(reason(reason, other), Recorded.ANSWER))
                : deadLetter(reason, Recorded.ANSWER);
    }

    private Uni<Void> recordApology(Turn.GivenUp why) {
        Answer apology = apology();
        return why.recorded() == Recorded.NOTHING
                ? record.apology(apology, why.reason())
                        .invoke(() -> parts.journal().recorded(turn, apology))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> endCalls() {
        return Uni.createFrom()
                .deferred(() -> parts.bot().abandon(turn.activity(), steps))
                .onFailure(failure -> !(failure instanceof TurnException))
                .recoverWithUni(failure -> {
                    lose(failure);
                    return Uni.createFrom().voidItem();
                });
    }

    /** Replaces the card before the apology is sent: a crash in between repeats the replacement, but no message. */
    private Uni<Void> settleCard() {
        Answer settled = sensible(
                () -> parts.bot().settled(apology(), turn.activity(), turn.state(), steps.recorded()), Answer::nothing);
        return settled.replacement(turn.activity().reference())
                .map(message -> parts.replace(settled, message, steps.held()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private boolean isSent(Turn.GivenUp why) {
        return why.recorded() == Recorded.ANSWER && turn.isSent();
    }

    /** What is recorded is the response to a request, which may have ended with its replica. */
    private String unheard(Recorded recorded) {
        if (parts.requests().isWaiting(turn)) {
            return "";
        }
        return ". Its user got no " + (recorded == Recorded.ANSWER ? "answer" : "apology")
                + ", unless a request waits for it on another replica";
    }

    /** Sends the apology. Returns why it could not be sent; empty if the channel took it. */
    private Uni<Optional<ConnectorException>> apologise() {
        List<Activity> messages = apology().activities(turn.activity().reference());
        Delivery delivery = parts.delivery(turn, record, steps);
        return delivery.within(parts.config().timeout(), delivery.send(messages, 0))
                .replaceWith(Optional.<ConnectorException>empty())
                .onFailure(ConnectorException.class)
                .recoverWithItem(failure -> Optional.of((ConnectorException) failure));
    }

    private Uni<EndedTurn> endOrRepeat(Optional<ConnectorException> unsaid, String reason, Recorded recorded) {
        return unsaid.filter(this::isToRepeat)
                .<Uni<EndedTurn>>map(busy -> Uni.createFrom().failure(busy))
                .orElseGet(() -> deadLetter(reason(reason, unsaid), recorded));
    }

    /** What is recorded gets as many starts again, because only sending is left. */
    private boolean isToRepeat(ConnectorException failure) {
        return !FailedDelivery.isFinal(failure) && turn.attempt() < 2 * parts.maxAttempts();
    }

    private static String reason(String reason, Optional<ConnectorException> unsaid) {
        return unsaid.map(why -> reason(reason, why)).orElse(reason);
    }

    private static String reason(String reason, ConnectorException unsaid) {
        String why = String.valueOf(unsaid.getMessage());
        return reason + ". Its user got no apology" + (why.equals(reason) ? "" : ": " + why);
    }

    private Uni<EndedTurn> deadLetter(String reason, Recorded recorded) {
        boolean answered = recorded == Recorded.ANSWER;
        return record.deadLetter(new Endings.Letter(reason, answered, remembered()))
                .map(handover -> EndedTurn.dead(turn, awaited(answered), reason, handover));
    }

    private List<Remark> remembered() {
        return sensible(
                () -> parts.bot().givenUp(turn.activity(), steps.recorded()).remembered(), List::of);
    }

    /** Returns the answer for a request that waits. */
    private Answer awaited(boolean answered) {
        return turn.recorded().filter(answer -> answered).orElseGet(this::apology);
    }

    private Answer apology() {
        Answer apology = sensible(() -> parts.bot().apology(steps.recorded(), stepsLost), () -> parts.bot()
                .apology(List.of(), true));
        return turn.activity().isPress() ? apology.resulting(InvokeResult.failed()) : apology;
    }

    /** A record that makes no sense must not keep its user from an apology. */
    private <T> T sensible(Supplier<T> value, Supplier<T> other) {
        try {
            return value.get();
        } catch (RuntimeException failure) {
            lose(failure);
            return other.get();
        }
    }

    private void lose(Throwable failure) {
        stepsLost = true;
        Log.warnf(
                "The record of turn %s of conversation %s makes no sense: %s",
                turn.id().value(), turn.conversation(), failure.getClass().getName());
    }
}
