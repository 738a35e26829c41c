package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.bot.Answer;
import io.parley.bot.Bot;
import io.parley.connector.ConnectorClient;
import io.parley.connector.ConnectorException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Runs one turn: asks the bot, records its answer, sends it, ends the turn. Begins where an earlier attempt stopped: an
 * answer that was recorded is not asked for again, and parts that were sent are not sent again.
 */
@ApplicationScoped
class TurnRunner {

    /** Channels show a typing activity for some three seconds. */
    private static final Duration TYPING_INTERVAL = Duration.ofSeconds(3);

    private static final Duration WRITE_AGAIN_AFTER = Duration.ofMillis(100);

    private final Bot bot;
    private final ConnectorClient connector;
    private final TurnLedger ledger;
    private final TurnsConfig config;

    TurnRunner(Bot bot, ConnectorClient connector, TurnLedger ledger, TurnsConfig config) {
        this.bot = bot;
        this.connector = connector;
        this.ledger = ledger;
        this.config = config;
    }

    /**
     * Runs the turn to its end, be it answered or given up. Fails when it has to be tried again: later with a {@link
     * ConnectorException}, elsewhere with a {@link TurnException}.
     *
     * @param room asked at the end: whether this replica may go on with the conversation's next turn
     */
    Uni<EndedTurn> run(Turn turn, HeldLease held, BooleanSupplier room) {
        if (turn.doom().isPresent()) {
            return giveUp(turn, held, turn.doom().get(), room);
        }
        if (isSpent(turn)) {
            return giveUp(turn, held, "It was started " + (turn.attempt() - 1) + " times and never ended", room);
        }
        return answer(turn)
                .call(answer -> deliver(turn, held, answer))
                .chain(answer -> end(turn, answer, room))
                .onFailure(ConnectorException.class)
                .recoverWithUni(failure -> undelivered(turn, (ConnectorException) failure, room));
    }

    /** An answer that is there already gets as many attempts again: only sending it is left. */
    private boolean isSpent(Turn turn) {
        return turn.attempt() > config.maxAttempts() * (turn.recorded().isPresent() ? 2 : 1);
    }

    private Uni<Answer> answer(Turn turn) {
        return turn.recorded().map(Uni.createFrom()::item).orElseGet(() -> decide(turn)
                .call(answer -> persistently(ledger.recordAnswer(turn, answer))));
    }

    private Uni<Answer> decide(Turn turn) {
        Uni<Answer> answer = bot.answer(turn.activity(), turn.state());
        return turn.activity().is(ActivityTypes.MESSAGE) && !turn.activity().isAwaited()
                ? Uni.combine().any().of(answer, typing(turn.activity()))
                : answer;
    }

    /** Shows that the bot is at work until it is cancelled; never ends by itself. */
    private Uni<Answer> typing(Activity message) {
        AtomicBoolean underWay = new AtomicBoolean();
        return Multi.createFrom()
                .ticks()
                .startingAfter(config.typingAfter())
                .every(TYPING_INTERVAL)
                .onOverflow()
                .drop()
                .onItem()
                .invoke(tick -> showTyping(message, underWay))
                .onItem()
                .ignoreAsUni()
                .chain(() -> Uni.createFrom().nothing());
    }

    /**
     * Whether the user sees it is of no weight. It goes on by itself: cancelled with the ticks, it would have its connection
     * closed, on which the reply may be under way already.
     */
    private void showTyping(Activity message, AtomicBoolean underWay) {
        if (underWay.compareAndSet(false, true)) {
            connector
                    .sendOnce(message.reference().typing())
                    .onTermination()
                    .invoke(() -> underWay.set(false))
                    .subscribe()
                    .with(shown -> {}, unseen -> {});
        }
    }

    private Uni<Void> deliver(Turn turn, HeldLease held, Answer answer) {
        if (turn.activity().isAwaited()) {
            return Uni.createFrom().voidItem();
        }
        return send(turn, held, answer.texts(), turn.sent());
    }

    /** What comes after a part notes that it was sent: the next one, or the end of the turn. */
    private Uni<Void> send(Turn turn, HeldLease held, List<String> texts, int sent) {
        if (sent >= texts.size()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> send = connector
                .send(turn.activity().reference().message(texts.get(sent)), held::demandOurs)
                .replaceWithVoid();
        return sent + 1 == texts.size()
                ? send
                : send.chain(() -> persistently(ledger.recordSent(turn, sent + 1)))
                        .chain(() -> send(turn, held, texts, sent + 1));
    }

    private Uni<EndedTurn> end(Turn turn, Answer answer, BooleanSupplier room) {
        return persistently(Uni.createFrom().deferred(() -> ledger.complete(turn, answer, room.getAsBoolean())))
                .map(next -> EndedTurn.done(turn, answer, next));
    }

    private Uni<EndedTurn> undelivered(Turn turn, ConnectorException failure, BooleanSupplier room) {
        return isFinal(failure) || turn.attempt() >= config.maxAttempts()
                ? bury(turn, String.valueOf(failure.getMessage()), true, room)
                : Uni.createFrom().failure(failure);
    }

    private static boolean isFinal(ConnectorException failure) {
        return !(failure instanceof ConnectorException.Transient busy) || busy.mayHaveBeenTaken();
    }

    /** Sends the apology once, and ends the turn also when that fails: the Connector may be what made the turn fail. */
    private Uni<EndedTurn> giveUp(Turn turn, HeldLease held, String reason, BooleanSupplier room) {
        boolean answered = turn.recorded().isPresent() && turn.doom().isEmpty();
        Uni<Void> apology = answered ? Uni.createFrom().voidItem() : apologise(turn, held, reason);
        return apology.onFailure(ConnectorException.class)
                .recoverWithNull()
                .chain(() -> bury(turn, reason, answered, room));
    }

    private Uni<Void> apologise(Turn turn, HeldLease held, String reason) {
        if (turn.doom().isPresent()) {
            return isSpent(turn) ? Uni.createFrom().voidItem() : deliver(turn, held, bot.apology());
        }
        return persistently(ledger.recordApology(turn, bot.apology(), reason))
                .chain(() -> deliver(turn, held, bot.apology()));
    }

    private Uni<EndedTurn> bury(Turn turn, String reason, boolean answered, BooleanSupplier room) {
        return persistently(Uni.createFrom().deferred(() -> ledger.bury(turn, reason, answered, room.getAsBoolean())))
                .map(next -> EndedTurn.dead(turn, bot.apology(), reason, next));
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
