package io.parley.turn;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import io.parley.conversation.ConversationKey;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds turns that nobody runs, because the replica that held them is gone or had no room, and takes them over. */
@ApplicationScoped
class TurnSweeper {

    private final TurnWorker worker;
    private final TurnClaims claims;
    private final TurnJournal journal;
    private final TurnsConfig config;
    private @Nullable Cancellable sweeps;

    TurnSweeper(TurnWorker worker, TurnClaims claims, TurnJournal journal, TurnsConfig config) {
        this.worker = worker;
        this.claims = claims;
        this.journal = journal;
        this.config = config;
    }

    /** After all that checks settings, so that a wrong one stops the start with nothing under way. */
    void begin(@Observes @Priority(LIBRARY_AFTER) StartupEvent event) {
        Log.infof("This replica is %s in the ledger of turns.", claims.replica());
        sweeps = Multi.createFrom()
                .ticks()
                .every(config.sweepInterval())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> sweep())
                .subscribe()
                .with(done -> {}, failure -> Log.error("Looking for turns that nobody runs has stopped", failure));
    }

    void rest(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void end(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        if (sweeps != null) {
            sweeps.cancel();
        }
    }

    /** Takes what nobody runs, as far as there is room; from anywhere, so that no partition is always the last. */
    private Uni<Void> sweep() {
        int first = ThreadLocalRandom.current().nextInt(ConversationKey.PARTITIONS);
        return claims.recallUnheard().chain(() -> sweepFrom(first));
    }

    private Uni<Void> sweepFrom(int first) {
        return Multi.createFrom()
                .items(IntStream.range(first, first + ConversationKey.PARTITIONS)
                        .mapToObj(partition -> partition % ConversationKey.PARTITIONS))
                .onItem()
                .transformToUniAndConcatenate(this::sweep)
                .collect()
                .asList()
                .invoke(found -> journal.swept(Backlog.sum(found)))
                .onFailure()
                .invoke(TurnSweeper::interrupted)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** The next sweep tries again. */
    private static void interrupted(Throwable failure) {
        if (failure instanceof TurnException.LedgerUnavailable) {
            Log.debugf("No sweep: %s", failure.getMessage());
        } else {
            Log.error("A sweep was broken off", failure);
        }
    }

    private Uni<Backlog> sweep(int partition) {
        return claims.sweep(partition, worker.room()).call(found -> Multi.createFrom()
                .iterable(found.overdue())
                .onItem()
                .transformToUniAndConcatenate(worker::takeOver)
                .onItem()
                .ignoreAsUni());
    }
}
