package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.Display;
import io.parley.agent.TurnContext;
import io.parley.bot.Bot;
import io.parley.connector.ConnectorClient;
import io.parley.connector.ConnectorException;
import io.parley.conversation.Answer;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnException;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs one turn once: asks the bot, records its answer, sends it, completes the turn. Continues where an earlier run stopped:
 * the bot is not asked again for a recorded answer, and messages that were sent are not sent again.
 */
final class TurnRun {

    private static final Set<String> WITHOUT_INTERIM = Set.of("email", "sms");

    private final Parts parts;
    private final Turn turn;
    private final TurnRecord record;
    private final TurnSteps steps;

    TurnRun(Parts parts, Turn turn, TurnRecord record, TurnSteps steps) {
        this.parts = parts;
        this.turn = turn;
        this.record = record;
        this.steps = steps;
    }

    /** See {@link TurnRunner#run}. */
    Uni<EndedTurn> run() {
        GivingUp givingUp = new GivingUp(parts, turn, record, steps);
        Optional<Turn.GivenUp> givenUp = turn.givenUp().or(this::spent);
        if (givenUp.isPresent()) {
            return givingUp.because(givenUp.get());
        }
        Delivery delivery = delivery();
        return inTime(delivery, answer(delivery).call(answer -> deliver(answer, delivery)))
                .chain(answer -> record.complete(
                        delivery.isCancelled() ? stopped() : answer.sentAs(delivery.lastId()), delivery.ids()))
                .map(ended -> delivery.isCancelled() ? ended.asCancelled() : ended)
                .onFailure(ConnectorException.class)
                .recoverWithUni(failure -> givingUp.undelivered((ConnectorException) failure))
                .onFailure(failure -> !(failure instanceof TurnException))
                .call(steps::settled);
    }

    /** Why all attempts are used up. A recorded answer gets as many attempts again, because only sending is left. */
    private Optional<Turn.GivenUp> spent() {
        boolean answered = turn.recorded().isPresent();
        return turn.attempt() > parts.maxAttempts() * (answered ? 2 : 1)
                ? Optional.of(new Turn.GivenUp(
                        "It was started " + (turn.attempt() - 1) + " times and never ended",
                        answered ? Turn.Recorded.ANSWER : Turn.Recorded.NOTHING))
                : Optional.empty();
    }

    private Uni<Answer> answer(Delivery delivery) {
        return turn.recorded()
                .map(Uni.createFrom()::item)
                .orElseGet(() -> decide(delivery).call(record::answer).invoke(this::tellRecorded));
    }

    private void tellRecorded(Answer answer) {
        parts.journal().recorded(turn, answer);
        parts.requests().recorded(turn, answer);
    }

    private Uni<Answer> decide(Delivery delivery) {
        Activity activity = turn.activity();
        if (!activity.is(ActivityTypes.MESSAGE) || activity.isAwaited()) {
            return parts.bot().answer(activity, turn.state(), new TurnContext(steps, Display.NONE));
        }
        Progress progress = new Progress(
                parts.connector(),
                activity.reference(),
                delivery.reply(),
                parts.config().typingAfter(),
                interim());
        Display display = showsDrafts(delivery) ? progress : Display.NONE;
        return progress.until(parts.bot().answer(activity, turn.state(), new TurnContext(steps, display)))
                .chain(answer -> delivery.isCancelled()
                        ? steps.settled().map(unused -> stopped())
                        : Uni.createFrom().item(answer));
    }

    private Answer stopped() {
        return parts.bot().stopped(turn.activity(), steps.recorded());
    }

    /**
     * Whether drafts are shown. Not in a turn that was started before: its first attempt may have shown something, and Teams
     * has one stream at a time in a chat. The user then gets one whole message.
     */
    private boolean showsDrafts(Delivery delivery) {
        return turn.attempt() == 1 && turn.steps().isEmpty() && delivery.reply().isLive();
    }

    /** The interim sentence is sent once in a turn, and not on channels where each message costs money or attention. */
    private Optional<Progress.Interim> interim() {
        return turn.attempt() == 1 && !WITHOUT_INTERIM.contains(turn.activity().channelId())
                ? Optional.of(new Progress.Interim(
                        parts.config().interimAfter(), parts.bot().interim()))
                : Optional.empty();
    }

    private Uni<Void> deliver(Answer answer, Delivery delivery) {
        return sendAll(answer, delivery).chain(() -> replaceMessage(answer, delivery));
    }

    private Uni<Void> replaceMessage(Answer answer, Delivery delivery) {
        return answer.replacement(turn.activity().reference())
                .map(message -> recordSent(answer, delivery).chain(() -> parts.replace(answer, message, steps.held())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * Otherwise the write that completes the turn records the last message, and a crash meanwhile would repeat it. The id of a
     * question for consent is known only to that write.
     */
    private Uni<Void> recordSent(Answer answer, Delivery delivery) {
        return turn.activity().isAwaited() || answer.asksForConsent()
                ? Uni.createFrom().voidItem()
                : delivery.recordAll(answer.messages().size(), turn.sent());
    }

    private Uni<Void> sendAll(Answer answer, Delivery delivery) {
        return turn.activity().isAwaited()
                ? Uni.createFrom().voidItem()
                : delivery.send(answer.activities(turn.activity().reference()), turn.sent());
    }

    private Delivery delivery() {
        return parts.delivery(turn, record, steps);
    }

    private <T> Uni<T> inTime(Delivery delivery, Uni<T> work) {
        return delivery.within(parts.config().timeout(), work);
    }

    /** The objects that all runs share. */
    record Parts(
            Bot bot,
            ConnectorClient connector,
            TurnJournal journal,
            WaitingRequests requests,
            TurnsConfig config,
            int maxAttempts) {

        Delivery delivery(Turn turn, TurnRecord record, TurnSteps steps) {
            return new Delivery(connector, turn, steps.held(), () -> journal.sent(turn), record::sent);
        }

        /** Ignores a failure: buttons of a remaining card are refused. */
        Uni<Void> replace(Answer answer, Activity message, HeldLease held) {
            return connector
                    .replace(Objects.requireNonNull(answer.replacement()).activityId(), message, held::demandOurs)
                    .onFailure(ConnectorException.class)
                    .recoverWithNull();
        }
    }
}
