package io.parley.agent;

import io.parley.conversation.CallNumber;
import io.parley.conversation.Step;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Records the steps of a turn, so that another replica can continue after them. */
public interface Steps {

    /** Returns the unique name of the turn. It is a part of the idempotency keys of calls. */
    String turn();

    /** Returns all recorded steps, including those of earlier runs of the turn, oldest first. */
    List<Step> recorded();

    /**
     * Adds steps to the record: all of them or none.
     *
     * @return the steps with these names as they are recorded; a step that was recorded before does not change. Fails when
     *     another replica holds the lease
     */
    Uni<List<Step>> record(List<Step> steps);

    /**
     * Records the first step of a turn whose user has consented to a call. Also claims the call, so that no other turn can
     * make it.
     *
     * @param token of the call
     * @return false if the call no longer waits; then nothing is recorded
     */
    Uni<Boolean> claim(String token, Step step);

    /** Tells observers of the turn that a call begins. Records nothing. */
    default void begins(CallNumber number, String tool) {}

    /** Tells observers of the turn which passages of documents were found, the best first. Records nothing. */
    default void found(List<FoundPassage> passages) {}

    /** Call this before each action that cannot be undone. Fails when another replica may hold the lease. */
    void demandOurs();

    /** Whether this replica certainly still holds the lease. */
    boolean isOurs();

    /**
     * Runs work to its end, even if the returned {@code Uni} is cancelled: because the user stops the answer, the lease is
     * lost, or the time of the turn is over.
     */
    <T> Uni<T> toItsEnd(Uni<T> work);
}
