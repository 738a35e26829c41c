package io.parley.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A share of the heap for work of one kind, whose size others choose. What takes part of it gives that back when it ends. A
 * single piece of work always fits where nothing else is under way.
 */
public final class MemoryBudget {

    /** Bodies that are read take one part, turns another; the rest is for all else. */
    private static final long PARTS_OF_HEAP = 4;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** A quarter of the heap as it may be at its largest. */
    public static MemoryBudget quarterOfHeap() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP);
    }

    /** Takes memory, which has to be {@linkplain #release released}; false where it is not there, and nothing is taken. */
    public boolean take(long bytes) {
        long before = taken.getAndUpdate(all -> fits(all, bytes) ? all + bytes : all);
        return fits(before, bytes);
    }

    public void release(long bytes) {
        taken.addAndGet(-bytes);
    }

    public long taken() {
        return taken.get();
    }

    private boolean fits(long all, long bytes) {
        return all == 0 || all + bytes <= limit;
    }
}
