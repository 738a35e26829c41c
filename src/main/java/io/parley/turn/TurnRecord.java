package io.parley.turn;

import io.parley.conversation.Answer;
import io.parley.ledger.Endings;
import io.parley.ledger.Handover;
import io.parley.ledger.Ledger;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Writes the record of one run. While Redis is away, each write is repeated for as long as the turn may take: Redis rejects
 * a write that comes too late. So sent messages are recorded even after an outage that is longer than the lease, unless
 * another replica was faster.
 */
final class TurnRecord {

    private static final Duration WRITE_AGAIN_AFTER = Duration.ofMillis(100);

    private final Ledger ledger;
    private final Endings endings;
    private final Turn turn;
    private final Duration timeout;
    private final BooleanSupplier goesOn;

    /**
     * @param timeout how long a write is repeated
     * @param goesOn asked at the end: whether this replica may start the conversation's next turn
     */
    TurnRecord(Ledger ledger, Endings endings, Turn turn, Duration timeout, BooleanSupplier goesOn) {
        this.ledger = ledger;
        this.endings = endings;
        this.turn = turn;
        this.timeout = timeout;
        this.goesOn = goesOn;
    }

    Uni<Void> answer(Answer answer) {
        return persistently(ledger.recordAnswer(turn, answer), timeout);
    }

    Uni<Void> apology(Answer apology, String reason) {
        return persistently(ledger.recordApology(turn, apology, reason), timeout);
    }

    Uni<Void> sent(int parts) {
        return persistently(ledger.recordSent(turn, parts), timeout);
    }

    /** @param ids of the messages that were sent */
    Uni<EndedTurn> complete(Answer answer, List<String> ids) {
        // In a chat of two, every message is for the bot anyway.
        List<String> sent = turn.activity().conversation().shared() ? ids : List.of();
        return persistently(
                        Uni.createFrom().deferred(() -> endings.complete(turn, answer, sent, goesOn.getAsBoolean())),
                        timeout)
                .map(handover -> EndedTurn.done(turn, answer, handover));
    }

    Uni<Handover> deadLetter(Endings.Letter why) {
        return persistently(
                Uni.createFrom().deferred(() -> endings.deadLetter(turn, why, goesOn.getAsBoolean())), timeout);
    }

    /** Prepares the repetitions only after a failure: nearly every write succeeds. */
    static <T> Uni<T> persistently(Uni<T> write, Duration timeout) {
        return write.onFailure(TurnException.LedgerUnavailable.class).recoverWithUni(() -> Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(WRITE_AGAIN_AFTER)
                .chain(() -> repeatedly(write, timeout)));
    }

    private static <T> Uni<T> repeatedly(Uni<T> write, Duration timeout) {
        return write.onFailure(TurnException.LedgerUnavailable.class)
                .retry()
                .withBackOff(WRITE_AGAIN_AFTER, WRITE_AGAIN_AFTER.multipliedBy(3))
                .expireIn(timeout.toMillis())
                .onFailure(failure -> failure.getCause() instanceof TurnException.LedgerUnavailable)
                .transform(Throwable::getCause);
    }
}
