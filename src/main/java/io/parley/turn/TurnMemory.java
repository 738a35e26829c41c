package io.parley.turn;

import io.parley.memory.MemoryBudget;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The share of the heap for running turns. The size of a turn is known only after it was claimed. A turn that does not fit is
 * released, and then none is claimed until another has ended.
 */
@ApplicationScoped
class TurnMemory {

    private final MemoryBudget budget = MemoryBudget.quarterOfHeap();
    private volatile boolean exhausted;

    /** Takes memory for a turn; {@link #release} returns it when the turn ends. False if there is not enough. */
    boolean take(long bytes) {
        if (budget.take(bytes)) {
            return true;
        }
        exhausted = true;
        if (budget.used() == 0) {
            // The last turn has ended in the meantime, so no later one will reset this.
            exhausted = false;
        }
        return false;
    }

    void release(long bytes) {
        budget.release(bytes);
        exhausted = false;
    }

    long used() {
        return budget.used();
    }

    /** Whether it is useless to try another turn. */
    boolean isExhausted() {
        return exhausted;
    }
}
