package io.parley.turn;

import io.parley.bot.Bot;
import io.parley.connector.ConnectorClient;
import io.parley.connector.ConnectorException;
import io.parley.ledger.Endings;
import io.parley.ledger.Handover;
import io.parley.ledger.Ledger;
import io.parley.ledger.LedgerConfig;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnException;
import io.parley.ledger.UnreadableTurn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Creates the {@link TurnRun} of each turn. */
@ApplicationScoped
class TurnRunner {

    private final TurnRun.Parts parts;
    private final Ledger ledger;
    private final Endings endings;
    private final Duration timeout;

    TurnRunner(
            Bot bot,
            ConnectorClient connector,
            Ledger ledger,
            Endings endings,
            TurnJournal journal,
            WaitingRequests requests,
            TurnsConfig config,
            LedgerConfig limits) {
        this.parts = new TurnRun.Parts(bot, connector, journal, requests, config, limits.maxAttempts());
        this.ledger = ledger;
        this.endings = endings;
        this.timeout = config.timeout();
    }

    /**
     * Runs the turn to its end, answered or given up. Fails if the turn must be retried: later after a {@link
     * ConnectorException}, on another replica after a {@link TurnException}.
     *
     * @param goesOn asked at the end: whether this replica may start the conversation's next turn
     */
    Uni<EndedTurn> run(Turn turn, HeldLease held, BooleanSupplier goesOn) {
        TurnSteps steps =
                new TurnSteps(ledger, turn, held, timeout, parts.journal().calls(turn));
        return new TurnRun(parts, turn, new TurnRecord(ledger, endings, turn, timeout, goesOn), steps).run();
    }

    /** Ends a turn that cannot be read, or that was started too often even to give it up. Its user gets no apology. */
    Uni<Handover> deadLetter(UnreadableTurn turn, BooleanSupplier goesOn) {
        return TurnRecord.persistently(
                Uni.createFrom().deferred(() -> endings.deadLetter(turn, goesOn.getAsBoolean())), timeout);
    }
}
