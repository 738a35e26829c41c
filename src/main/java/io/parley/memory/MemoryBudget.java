package io.parley.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A share of the heap for one kind of work. Each piece of work takes its size and releases it at the end. A single piece
 * always fits when nothing else is running.
 */
public final class MemoryBudget {

    /** Request bodies get one part and turns another. The remaining two parts are for everything else. */
    private static final long PARTS_OF_HEAP = 4;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** Returns a quarter of the maximum heap. */
    public static MemoryBudget quarterOfHeap() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP);
    }

    /** Takes memory; the caller must {@linkplain #release} it. Returns false and takes nothing if too little is left. */
    public boolean take(long bytes) {
        long before = used.getAndUpdate(all -> fits(all, bytes) ? all + bytes : all);
        return fits(before, bytes);
    }

    public void release(long bytes) {
        used.addAndGet(-bytes);
    }

    public long used() {
        return used.get();
    }

    private boolean fits(long all, long bytes) {
        return all == 0 || all + bytes <= limit;
    }
}
