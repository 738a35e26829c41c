package io.parley.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Lets work wait for memory of a budget, in order: small pieces of work cannot overtake a large one. */
public final class MemoryQueue {

    private final MemoryBudget budget;
    private final Deque<Claim> waiting = new ArrayDeque<>();

    public MemoryQueue(MemoryBudget budget) {
        this.budget = budget;
    }

    /**
     * Claims memory, now or when it is available: see {@link Claim#hasIt}. Every claim has to be {@linkplain Claim#end ended}.
     */
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

    /** Returns the number of waiting claims. */
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

    /** A part of the budget, from the time when it is available until the claim ends. */
    public final class Claim {

        private final long bytes;
        private boolean has;
        private boolean ended;
        private Runnable then = () -> {};

        private Claim(long bytes) {
            this.bytes = bytes;
        }

        /** Whether the memory is available; otherwise the action runs when it is, on the thread that releases memory. */
        public boolean hasIt(Runnable later) {
            synchronized (MemoryQueue.this) {
                then = later;
                return has;
            }
        }

        /** Releases the memory, or stops waiting. Only the first call counts. */
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
