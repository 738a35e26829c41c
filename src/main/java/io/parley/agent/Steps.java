package io.parley.agent;

import io.parley.conversation.CallNumber;
import io.parley.conversation.Step;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where the steps of a turn are recorded, so that they outlive the replica that makes them. */
public interface Steps {

    /** Names the turn among all turns. Tools are given it as a part of their idempotency keys. */
    String turn();

    /** What was recorded so far, by earlier runs of the turn as well; oldest first. */
    List<Step> recorded();

    /**
     * Records steps behind the others, all or none of them.
     *
     * @return the steps of these names as they stand: one that was recorded before stays as it was. Fails when another replica
     *     runs the turn by now
     */
    Uni<List<Step>> record(List<Step> steps);

    /**
     * Records the first step of a turn whose user has consented to a call, and claims the call: no other turn can make it.
     *
     * @param token of the call
     * @return false when the call does not wait any more, and nothing was recorded
     */
    Uni<Boolean> claim(String token, Step step);

    /** Says that a call begins, to those who watch the turn. Records nothing. */
    default void begins(CallNumber number, String tool) {}

    /** Says what was found in documents, to those who watch the turn; the best first. Records nothing. */
    default void found(List<FoundPassage> passages) {}

    /** Call this before anything that cannot be undone. Fails when another replica may run the turn by now. */
    void demandOurs();

    /** Whether this replica certainly runs the turn still. */
    boolean isOurs();

    /**
     * Carries work to its end and its record, also when the returned {@code Uni} is cancelled: because the user stops the answer,
     * the lease is lost, or the time of the turn is over.
     */
    <T> Uni<T> toItsEnd(Uni<T> work);
}
