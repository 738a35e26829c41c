package io.parley.turn;

import io.parley.agent.FoundPassage;
import io.parley.agent.Steps;
import io.parley.conversation.CallNumber;
import io.parley.conversation.Step;
import io.parley.ledger.Ledger;
import io.parley.ledger.Turn;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The steps of one run of a turn, recorded in Redis under the turn's lease. */
final class TurnSteps implements Steps {

    private final Ledger ledger;
    private final Turn turn;
    private final HeldLease held;
    private final Duration timeout;
    private final CallJournal journal;
    private final List<Step> recorded;
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

    /** @param timeout how long a write is tried while Redis is away */
    TurnSteps(Ledger ledger, Turn turn, HeldLease held, Duration timeout, CallJournal journal) {
        this.ledger = ledger;
        this.turn = turn;
        this.held = held;
        this.timeout = timeout;
        this.journal = journal;
        this.recorded = new CopyOnWriteArrayList<>(turn.steps());
    }

    HeldLease held() {
        return held;
    }

    /** As an operator's list names the turn: {@code <conversation>:<turn>}. */
    @Override
    public String turn() {
        return turn.conversation().digest() + ":" + turn.id().value();
    }

    @Override
    public List<Step> recorded() {
        return List.copyOf(recorded);
    }

    @Override
    public Uni<List<Step>> record(List<Step> steps) {
        return TurnRecord.persistently(ledger.recordSteps(turn, steps), timeout).invoke(standing -> {
            recorded.addAll(standing);
            standing.forEach(journal::recorded);
        });
    }

    @Override
    public Uni<Boolean> claim(String token, Step step) {
        return TurnRecord.persistently(ledger.claimCall(turn, token, step), timeout)
                .invoke(claimed -> {
                    if (claimed) {
                        recorded.add(step);
                        journal.consented();
                    }
                });
    }

    @Override
    public void begins(CallNumber number, String tool) {
        journal.begins(number, tool);
    }

    @Override
    public void found(List<FoundPassage> passages) {
        journal.found(passages);
    }

    @Override
    public void demandOurs() {
        held.demandOurs();
    }

    @Override
    public boolean isOurs() {
        return held.isOurs();
    }

    @Override
    public <T> Uni<T> toItsEnd(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            CompletableFuture<Void> end = new CompletableFuture<>();
            underWay.add(end);
            work.onTermination().invoke(() -> ended(end)).subscribe().with(emitter::complete, emitter::fail);
        });
    }

    private void ended(CompletableFuture<Void> end) {
        underWay.remove(end);
        end.complete(null);
    }

    /** Completes when no call is under way any more; never fails. */
    Uni<Void> settled() {
        return Uni.createFrom()
                .completionStage(() -> CompletableFuture.allOf(underWay.toArray(CompletableFuture<?>[]::new)));
    }
}
