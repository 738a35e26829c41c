package io.parley.turn;

import io.parley.ledger.Handover;
import io.parley.ledger.StartedTurn;
import io.parley.ledger.Turn;
import io.parley.ledger.UnreadableTurn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** Runs one started turn under its lease and in its trace, and reports its end. */
@ApplicationScoped
class TurnWork {

    private final TurnRunner runner;
    private final LeaseKeeper leases;
    private final TurnJournal journal;
    private final WaitingRequests requests;
    private final TurnTraces traces;

    TurnWork(TurnRunner runner, LeaseKeeper leases, TurnJournal journal, WaitingRequests requests, TurnTraces traces) {
        this.runner = runner;
        this.leases = leases;
        this.journal = journal;
        this.requests = requests;
        this.traces = traces;
    }

    /** @param goesOn see {@link TurnRunner#run} */
    Uni<Handover> on(StartedTurn turn, HeldLease held, BooleanSupplier goesOn) {
        return leases.hold(
                held,
                turn instanceof Turn readable
                        ? run(readable, held, goesOn)
                        : deadLetter((UnreadableTurn) turn, goesOn));
    }

    private Uni<Handover> run(Turn turn, HeldLease held, BooleanSupplier goesOn) {
        journal.started(turn);
        return traces.within(turn, Uni.createFrom().deferred(() -> runner.run(turn, held, goesOn)))
                .invoke(journal::ended)
                .invoke(requests::ended)
                .map(EndedTurn::handover);
    }

    private Uni<Handover> deadLetter(UnreadableTurn turn, BooleanSupplier goesOn) {
        return runner.deadLetter(turn, goesOn).invoke(() -> journal.deadLettered(turn));
    }
}
