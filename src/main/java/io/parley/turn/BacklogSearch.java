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

/** Looks for waiting turns in all partitions: with one call while few wait, otherwise with one for each partition. */
final class BacklogSearch {

    /** Redis answers one command after the other anyway, and requests with activities need connections as well. */
    private static final int AT_ONCE = 4;

    private static final int MOST_OF_A_PARTITION = 100;

    /** The number of waiting conversations above which one call for all partitions would block Redis for too long. */
    private static final int MOST_IN_A_CALM = 100;

    private final Sweeps looks;
    private final TurnJournal journal;
    private volatile boolean calm;

    BacklogSearch(Sweeps looks, TurnJournal journal) {
        this.looks = looks;
        this.journal = journal;
    }

    /** Returns what was seen in each partition that could be seen. */
    Uni<List<Backlog>> lookEverywhere() {
        Uni<List<Backlog>> seen = calm && looks.mayLookEverywhere() ? lookTogether() : lookOneByOne();
        return seen.invoke(this::report);
    }

    /** Empty if Redis does not answer, or if one partition stops the script: the next sweep then looks at each by itself. */
    private Uni<List<Backlog>> lookTogether() {
        return looks.lookEverywhere(MOST_OF_A_PARTITION)
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
        boolean all = seen.size() == ConversationKey.PARTITIONS;
        Backlog sum = Backlog.sum(seen);
        calm = all && sum.waiting() <= MOST_IN_A_CALM;
        if (all) {
            journal.swept(sum);
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
