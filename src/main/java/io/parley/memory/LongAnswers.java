package io.parley.memory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The share of the heap for long answers of other services while they arrive. An answer of the usual length needs no part of it. A
 * longer one takes memory as it grows, and fails when other answers have taken all of it: many long answers at once would fill the
 * heap, although each is within its own limit. A single long answer always fits.
 */
public final class LongAnswers {

    /** In bytes. Nearly all answers are shorter. */
    public static final long USUAL = 64 * 1024;

    /** The bytes in memory per byte of an answer: a buffer that doubles when it is full, and a copy for the reader. */
    private static final long COPIES = 4;

    private static final long PARTS_OF_HEAP = 4;

    private static final LongAnswers SHARED = ofHeap(PARTS_OF_HEAP);

    private final LongSupplier limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit in bytes. Read at each use: the native image is built on another machine. */
    LongAnswers(LongSupplier limit) {
        this.limit = limit;
    }

    /** Returns the share of all clients of this process. */
    public static LongAnswers shared() {
        return SHARED;
    }

    /**
     * Returns a share of its own, for a service whose answers must not fail because of those of others.
     *
     * @param parts the share is one of so many parts of the heap
     */
    public static LongAnswers ofHeap(long parts) {
        return new LongAnswers(() -> Runtime.getRuntime().maxMemory() / parts);
    }

    /** Returns the memory of a new answer. The caller must {@linkplain Part#end end} it. */
    public Part begin() {
        return new Part();
    }

    long used() {
        return used.get();
    }

    /** The memory of one answer. Can be used from any thread. */
    public final class Part {

        private long taken;
        private boolean ended;

        private Part() {}

        /** Returns whether there is memory for an answer that has this length in bytes so far. */
        public boolean reach(long length) {
            return length <= USUAL || grow(length);
        }

        private synchronized boolean grow(long length) {
            long more = (length - USUAL) * COPIES - taken;
            if (more <= 0 || ended) {
                return true;
            }
            boolean fits = take(more);
            taken += fits ? more : 0;
            return fits;
        }

        private boolean take(long more) {
            long own = taken;
            long most = limit.getAsLong();
            long before = used.getAndUpdate(all -> all == own || all + more <= most ? all + more : all);
            return before == own || before + more <= most;
        }

        /** Releases the memory. */
        public synchronized void end() {
            ended = true;
            used.addAndGet(-taken);
            taken = 0;
        }
    }
}
