package io.parley.front;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The part of one event loop's time that strangers get. A turn of the bot passes through its event loop a dozen times, and each time
 * would wait for all that strangers have sent meanwhile. Where they have had their part, they take turns. All of it runs on that event loop.
 */
final class StrangersShare {

    /** A fifth of the time. */
    private static final int ONE_IN = 5;

    /** What the system and the framework do for each piece of work, which is not seen here. */
    private static final long UNSEEN = TimeUnit.MICROSECONDS.toNanos(40);

    /** Between two turns, so that the event loop looks at everybody else in between. */
    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);

    private final EventExecutor loop;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private long repaid = System.nanoTime();
    private boolean scheduled;

    StrangersShare(EventExecutor loop) {
        this.loop = loop;
    }

    /** Notes so many nanoseconds of work for strangers. */
    void spend(long nanos) {
        repaid = Math.max(repaid, System.nanoTime()) + (nanos + UNSEEN) * (ONE_IN - 1);
    }

    /** Whether a stranger has to wait for its turn. */
    boolean isSpent() {
        return !waiting.isEmpty() || untilRepaid() > 0;
    }

    /** Runs something for a stranger when those before it have had their turns, and the time that they took is repaid. */
    void await(Runnable turn) {
        waiting.add(turn);
        schedule();
    }

    private void schedule() {
        if (!scheduled && !waiting.isEmpty()) {
            scheduled = true;
            loop.schedule(this::next, Math.max(SHORTEST_PAUSE, untilRepaid()), TimeUnit.NANOSECONDS);
        }
    }

    private void next() {
        scheduled = false;
        try {
            waiting.remove().run();
        } finally {
            schedule();
        }
    }

    private long untilRepaid() {
        return repaid - System.nanoTime();
    }
}
