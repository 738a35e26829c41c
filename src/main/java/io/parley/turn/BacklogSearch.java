package io.parley.turn;

import io.parley.conversation.ConversationKey;
import io.parley.ledger.Backlog;
import io.parley.ledger.Sweeps;
import io.parley.ledger.TurnException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Looks for waiting turns in all partitions: with one call if few wait, otherwise with one more for each partition. */
final class BacklogSearch {

    /** Redis answers one command after the other anyway, and requests with activities need connections as well. */
    private static final int AT_ONCE = 4;

    private static final int MOST_OF_A_PARTITION = 100;

    /** So few that one call for all partitions does not block Redis for long, however many conversations wait. */
    private static final int A_FEW_OF_A_PARTITION = 10;

    private final Sweeps looks;
    private final TurnJournal journal;

    BacklogSearch(Sweeps looks, TurnJournal journal) {
        this.looks = looks;
        this.journal = journal;
    }

    /** Returns what was seen in each partition that could be seen. */
    Uni<List<Backlog>> lookEverywhere() {
        Uni<List<Backlog>> together =
                looks.mayLookEverywhere() ? lookTogether() : Uni.createFrom().item(List.of());
        return together.chain(seen -> isComplete(seen) ? Uni.createFrom().item(seen) : lookOneByOne())
                .invoke(this::report);
    }

    private static boolean isComplete(List<Backlog> seen) {
        return isWhole(seen) && seen.stream().allMatch(Backlog::namesAll);
    }

    private static boolean isWhole(List<Backlog> seen) {
        return seen.size() == ConversationKey.PARTITIONS;
    }

    /** Empty if Redis does not answer, or if one partition stops the script. */
    private Uni<List<Backlog>> lookTogether() {
        return looks.lookEverywhere(A_FEW_OF_A_PARTITION)
                .onFailure()
                .invoke(failure -> Log.debugf("No partition was seen: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(List.of());
    }

    private Uni<List<Backlog>> lookOneByOne() {
        return Multi.createFrom()
                .range(0, ConversationKey.PARTITIONS)
                .onItem()
                .transformToUni(this::look)
                .merge(AT_ONCE)
                .onItem()
                .<Backlog>transformToMultiAndConcatenate(
                        seen -> Multi.createFrom().optional(seen))
                .collect()
                .asList();
    }

    private void report(List<Backlog> seen) {
        if (isWhole(seen)) {
            journal.swept(Backlog.sum(seen));
        }
    }

    /** Sweeps a partition. Empty if Redis does not answer: a node of a cluster may be away, and the other partitions go on. */
    private Uni<Optional<Backlog>> look(int partition) {
        return looks.look(partition, MOST_OF_A_PARTITION)
                .map(Optional::of)
                .onFailure()
                .invoke(failure -> unseen(partition, failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /** Logs the failure; the next sweep tries again. */
    private static void unseen(int partition, Throwable failure) {
        if (failure instanceof TurnException.LedgerUnavailable) {
            Log.debugf("Partition %d was not swept: %s", partition, failure.getMessage());
        } else {
            Log.errorf(failure, "Partition %d could not be swept", partition);
        }
    }
}
