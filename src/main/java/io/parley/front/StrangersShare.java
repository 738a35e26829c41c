package io.parley.front;

import io.netty.util.concurrent.EventExecutor;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Limits strangers to a part of one event loop's time. A turn of the bot needs its event loop a dozen times, and each time it
 * would wait for all that strangers have sent meanwhile. When strangers have used their part, they are served one after the
 * other. Runs on that event loop.
 */
final class StrangersShare {

    /** A fifth of the time. */
    private static final int ONE_IN = 5;

    /** What the system and the framework do for each piece of work, which is not measured here. */
    private static final long UNSEEN = TimeUnit.MICROSECONDS.toNanos(40);

    /** The pause between two strangers, so that the event loop serves all others in between. */
    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);

    private final EventExecutor loop;
    private final Set<Runnable> line = new LinkedHashSet<>();
    private long repaid = System.nanoTime();
    private boolean scheduled;

    StrangersShare(EventExecutor loop) {
        this.loop = loop;
    }

    /** Adds time in nanoseconds that was spent on strangers. */
    void spend(long nanos) {
        repaid = Math.max(repaid, System.nanoTime()) + (nanos + UNSEEN) * (ONE_IN - 1);
    }

    /** Whether a stranger has to wait. */
    boolean isSpent() {
        return !line.isEmpty() || untilRepaid() > 0;
    }

    /** Runs work for a stranger after the strangers before it, when the time that those took is compensated. */
    void await(Runnable turn) {
        line.add(turn);
        schedule();
    }

    /** Takes a stranger's work out of the line, because its connection is closed. */
    void leave(Runnable turn) {
        line.remove(turn);
    }

    private void schedule() {
        if (!scheduled && !line.isEmpty()) {
            scheduled = true;
            loop.schedule(this::next, Math.max(SHORTEST_PAUSE, untilRepaid()), TimeUnit.NANOSECONDS);
        }
    }

    private void next() {
        scheduled = false;
        Iterator<Runnable> turns = line.iterator();
        if (!turns.hasNext()) {
            return;
        }
        Runnable first = turns.next();
        turns.remove();
        try {
            first.run();
        } finally {
            schedule();
        }
    }

    /** Returns the number of strangers in line. */
    int waiting() {
        return line.size();
    }

    private long untilRepaid() {
        return repaid - System.nanoTime();
    }
}
