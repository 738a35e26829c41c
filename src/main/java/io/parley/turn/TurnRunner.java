package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.ConversationReference;
import io.parley.agent.Display;
import io.parley.bot.Bot;
import io.parley.connector.ConnectorClient;
import io.parley.connector.ConnectorException;
import io.parley.connector.LiveReply;
import io.parley.conversation.Answer;
import io.parley.ledger.Handover;
import io.parley.ledger.Ledger;
import io.parley.ledger.LedgerConfig;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnException;
import io.parley.ledger.UnreadableTurn;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Runs one turn: asks the bot, records its answer, sends it, ends the turn. Begins where an earlier attempt stopped: an
 * answer that was recorded is not asked for again, and parts that were sent are not sent again.
 */
@ApplicationScoped
class TurnRunner {

    private static final Set<String> WITHOUT_INTERIM = Set.of("email", "sms");
    private static final Duration WRITE_AGAIN_AFTER = Duration.ofMillis(100);

    private final Bot bot;
    private final ConnectorClient connector;
    private final Ledger ledger;
    private final TurnJournal journal;
    private final TurnsConfig config;
    private final int maxAttempts;

    TurnRunner(
            Bot bot,
            ConnectorClient connector,
            Ledger ledger,
            TurnJournal journal,
            TurnsConfig config,
            LedgerConfig limits) {
        this.bot = bot;
        this.connector = connector;
        this.ledger = ledger;
        this.journal = journal;
        this.config = config;
        this.maxAttempts = limits.maxAttempts();
    }

    /**
     * Runs the turn to its end, be it answered or given up. Fails when it has to be tried again: later with a {@link
     * ConnectorException}, elsewhere with a {@link TurnException}.
     *
     * @param room asked at the end: whether this replica may go on with the conversation's next turn
     */
    Uni<EndedTurn> run(Turn turn, HeldLease held, BooleanSupplier room) {
        if (turn.givenUp().isPresent()) {
            return giveUp(turn, held, turn.givenUp().get(), room);
        }
        if (isSpent(turn)) {
            return giveUp(turn, held, "It was started " + (turn.attempt() - 1) + " times and never ended", room);
        }
        Sending sending = new Sending(held);
        LiveReply reply = connector.reply(turn.activity().reference(), sending::permit);
        return inTime(answer(turn, reply).call(answer -> deliver(turn, sending, answer, reply)), sending)
                .chain(answer -> end(turn, sending, reply.isCancelled() ? Answer.nothing() : answer, room))
                .map(ended -> reply.isCancelled() ? ended.asCancelled() : ended)
                .onFailure(ConnectorException.class)
                .recoverWithUni(failure -> undelivered(turn, held, (ConnectorException) failure, room));
    }

    /** What was on its way when the time ran out counts as sent without an answer. */
    private <T> Uni<T> inTime(Uni<T> work, Sending sending) {
        return work.ifNoItem()
                .after(config.timeout())
                .failWith(() -> sending.mayHaveBeenTaken()
                        ? new ConnectorException.Ambiguous(new TimeoutException())
                        : new TimeoutException());
    }

    /** An answer that is there already gets as many attempts again: only sending it is left. */
    private boolean isSpent(Turn turn) {
        return turn.attempt() > maxAttempts * (turn.recorded().isPresent() ? 2 : 1);
    }

    private Uni<Answer> answer(Turn turn, LiveReply reply) {
        return turn.recorded().map(Uni.createFrom()::item).orElseGet(() -> decide(turn, reply)
                .call(answer -> persistently(ledger.recordAnswer(turn, answer)))
                .invoke(answer -> journal.recorded(turn, answer)));
    }

    private Uni<Answer> decide(Turn turn, LiveReply reply) {
        Activity activity = turn.activity();
        if (!activity.is(ActivityTypes.MESSAGE) || activity.isAwaited()) {
            return bot.answer(activity, turn.state(), Display.NONE);
        }
        Progress progress = new Progress(connector, activity.reference(), reply, config.typingAfter(), interim(turn));
        return progress.until(
                bot.answer(activity, turn.state(), showsDrafts(turn, reply) ? progress::draft : Display.NONE));
    }

    /**
     * Not in a turn that was started before: its first attempt may have shown something, and Teams has one stream at a time
     * in a chat. The user gets one whole message then.
     */
    private static boolean showsDrafts(Turn turn, LiveReply reply) {
        return turn.attempt() == 1 && reply.isLive();
    }

    /** Once in a turn: an attempt before may have said it. Not where each message is one to pay for, or to be notified of. */
    private Optional<Progress.Interim> interim(Turn turn) {
        return turn.attempt() == 1 && !WITHOUT_INTERIM.contains(turn.activity().channelId())
                ? Optional.of(new Progress.Interim(config.interimAfter(), bot.interim()))
                : Optional.empty();
    }

    private Uni<Void> deliver(Turn turn, Sending sending, Answer answer, LiveReply reply) {
        if (turn.activity().isAwaited()) {
            return Uni.createFrom().voidItem();
        }
        return send(turn, sending, answer.activities(turn.activity().reference()), turn.sent(), reply);
    }

    /** What comes after a part notes that it was sent: the next one, or the end of the turn. */
    private Uni<Void> send(Turn turn, Sending sending, List<Activity> messages, int sent, LiveReply reply) {
        if (sent >= messages.size() || reply.isCancelled()) {
            return Uni.createFrom().voidItem();
        }
        Activity message = messages.get(sent);
        sending.begin();
        Uni<Void> send = (sent == 0 ? reply.finish(message) : connector.send(message, sending::permit))
                .invoke(sending::taken)
                .invoke(() -> journal.sent(turn))
                .replaceWithVoid();
        return sent + 1 == messages.size()
                ? send
                : send.chain(() -> persistently(ledger.recordSent(turn, sent + 1)))
                        .invoke(sending::noted)
                        .chain(() -> send(turn, sending, messages, sent + 1, reply));
    }

    private Uni<EndedTurn> end(Turn turn, Sending sending, Answer answer, BooleanSupplier room) {
        // In a chat of two, all is for the bot anyway.
        List<String> sent = turn.activity().conversation().shared() ? sending.ids() : List.of();
        return persistently(Uni.createFrom().deferred(() -> ledger.complete(turn, answer, sent, room.getAsBoolean())))
                .map(handover -> EndedTurn.done(turn, answer, handover));
    }

    private Uni<EndedTurn> undelivered(Turn turn, HeldLease held, ConnectorException failure, BooleanSupplier room) {
        return isFinal(failure) || turn.attempt() >= maxAttempts
                ? explain(turn, held, failure)
                        .chain(() -> deadLetter(turn, String.valueOf(failure.getMessage()), true, room))
                : Uni.createFrom().failure(failure);
    }

    /** A channel that refuses an answer for its size may take a sentence. Ends the turn also when it does not. */
    private Uni<Void> explain(Turn turn, HeldLease held, ConnectorException failure) {
        if (!(failure instanceof ConnectorException.Rejected rejected) || !rejected.isTooLarge()) {
            return Uni.createFrom().voidItem();
        }
        Sending sending = new Sending(held);
        ConversationReference conversation = turn.activity().reference();
        LiveReply reply = connector.reply(conversation, sending::permit);
        return inTime(send(turn, sending, bot.apology().activities(conversation), 0, reply), sending)
                .onFailure(other -> !(other instanceof TurnException))
                .recoverWithNull();
    }

    private static boolean isFinal(ConnectorException failure) {
        return !(failure instanceof ConnectorException.Transient busy) || busy.mayHaveBeenTaken();
    }

    /** Sends the apology once, and ends the turn also when that fails: the Connector may be what made the turn fail. */
    private Uni<EndedTurn> giveUp(Turn turn, HeldLease held, String reason, BooleanSupplier room) {
        boolean answered = turn.recorded().isPresent() && turn.givenUp().isEmpty();
        Uni<Void> apology = answered ? Uni.createFrom().voidItem() : apologise(turn, held, reason);
        return apology.onFailure(ConnectorException.class)
                .recoverWithNull()
                .chain(() -> deadLetter(turn, reason, answered, room));
    }

    private Uni<Void> apologise(Turn turn, HeldLease held, String reason) {
        if (turn.givenUp().isPresent()) {
            return isSpent(turn) ? Uni.createFrom().voidItem() : sendApology(turn, held);
        }
        return persistently(ledger.recordApology(turn, bot.apology(), reason))
                .invoke(() -> journal.recorded(turn, bot.apology()))
                .chain(() -> sendApology(turn, held));
    }

    private Uni<Void> sendApology(Turn turn, HeldLease held) {
        Sending sending = new Sending(held);
        LiveReply reply = connector.reply(turn.activity().reference(), sending::permit);
        return inTime(deliver(turn, sending, bot.apology(), reply), sending);
    }

    private Uni<EndedTurn> deadLetter(Turn turn, String reason, boolean answered, BooleanSupplier room) {
        return persistently(
                        Uni.createFrom().deferred(() -> ledger.deadLetter(turn, reason, answered, room.getAsBoolean())))
                .map(handover -> EndedTurn.dead(turn, bot.apology(), reason, handover));
    }

    /** Ends a turn that this version cannot run. */
    Uni<Handover> deadLetter(UnreadableTurn turn, BooleanSupplier room) {
        return persistently(Uni.createFrom().deferred(() -> ledger.deadLetter(turn, room.getAsBoolean())));
    }

    /**
     * Writes again while Redis is away, for as long as the turn may take: Redis refuses what comes too late. So what was sent
     * is noted after an outage longer than the lease too, unless another replica was quicker.
     */
    private <T> Uni<T> persistently(Uni<T> write) {
        return write.onFailure(TurnException.LedgerUnavailable.class)
                .retry()
                .withBackOff(WRITE_AGAIN_AFTER, WRITE_AGAIN_AFTER.multipliedBy(3))
                .expireIn(config.timeout().toMillis())
                .onFailure(failure -> failure.getCause() instanceof TurnException.LedgerUnavailable)
                .transform(Throwable::getCause);
    }
}
