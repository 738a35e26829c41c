package io.parley.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Those who wait for a part of a budget, in their order: a large piece of work is not passed by small ones for ever. */
public final class MemoryQueue {

    private final MemoryBudget budget;
    private final Deque<Claim> waiting = new ArrayDeque<>();

    public MemoryQueue(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Takes memory now, or when it is there: see {@link Claim#hasIt}. Every claim has to be {@linkplain Claim#end ended}. */
    public Claim claim(long bytes) {
        Claim claim = new Claim(bytes);
        synchronized (this) {
            if (waiting.isEmpty() && budget.take(bytes)) {
                claim.has = true;
            } else {
                waiting.add(claim);
            }
        }
        return claim;
    }

    /** How many wait. */
    public synchronized int length() {
        return waiting.size();
    }

    private void serve() {
        Runnable next = next();
        while (next != null) {
            next.run();
            next = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Claim first = waiting.peek();
        if (first == null || !budget.take(first.bytes)) {
            return null;
        }
        first.has = true;
        return waiting.remove().then;
    }

    /** A part of the budget, from when it is there until it is ended. */
    public final class Claim {

        private final long bytes;
        private boolean has;
        private boolean ended;
        private Runnable then = () -> {};

        private Claim(long bytes) {
            this.bytes = bytes;
        }

        /** Whether it has the memory; otherwise what is given is run when it has, on the thread of who gives memory back. */
        public boolean hasIt(Runnable later) {
            synchronized (MemoryQueue.this) {
                then = later;
                return has;
            }
        }

        /** Gives the memory back, or waits no longer. Only the first time counts. */
        public void end() {
            synchronized (MemoryQueue.this) {
                if (ended) {
                    return;
                }
                ended = true;
                if (has) {
                    budget.release(bytes);
                } else {
                    waiting.remove(this);
                }
            }
            serve();
        }
    }
}
