package io.parley.turn;

import io.parley.memory.MemoryBudget;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The share of the heap that running turns may take. How much a turn takes is known only when it was claimed; one that does
 * not fit is given back, and then none is claimed until another has ended.
 */
@ApplicationScoped
class TurnMemory {

    private final MemoryBudget budget = MemoryBudget.quarterOfHeap();
    private volatile boolean exhausted;

    /** Takes memory for a turn, to be {@linkplain #release released} when it leaves; false where it does not fit. */
    boolean take(long bytes) {
        if (budget.take(bytes)) {
            return true;
        }
        exhausted = true;
        if (budget.taken() == 0) {
            // The last turn has left meanwhile, and no other comes to say so.
            exhausted = false;
        }
        return false;
    }

    void release(long bytes) {
        budget.release(bytes);
        exhausted = false;
    }

    long taken() {
        return budget.taken();
    }

    /** Whether another turn is not worth trying. */
    boolean isExhausted() {
        return exhausted;
    }
}
