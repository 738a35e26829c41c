package io.parley.front;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs the work for one connection and measures it. While its client is a stranger, the work is limited by the {@linkplain
 * StrangersShare share} of all strangers. Runs on the event loop of the connection.
 */
final class MeasuredWork {

    /** What a refused request costs in addition to the measured time: a part, such as the check of a token, is done later. */
    private static final long REFUSAL = TimeUnit.MICROSECONDS.toNanos(200);

    private final Standing standing = new Standing(System::nanoTime);
    private final Supplier<StrangersShare> share;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Runnable turn = this::next;
    private boolean ended;

    /** @param share returns the share of the connection's event loop; called on that event loop */
    MeasuredWork(Supplier<StrangersShare> share) {
        this.share = share;
    }

    void run(Runnable work) {
        if (standing.isTrusted()) {
            work.run();
            return;
        }
        long begin = System.nanoTime();
        try {
            work.run();
        } finally {
            long time = System.nanoTime() - begin;
            standing.spend(time);
            share.get().spend(time);
        }
    }

    /** Whether other strangers come first. */
    boolean hasToWait() {
        return standing.isStranger() && share.get().isSpent();
    }

    /** Runs an action after the strangers before it, unless the connection is closed by then. */
    void await(Runnable action) {
        if (!ended) {
            waiting.add(action);
            share.get().await(turn);
        }
    }

    private void next() {
        Runnable action = waiting.remove();
        if (!waiting.isEmpty()) {
            share.get().await(turn);
        }
        action.run();
    }

    /** Leaves the line, because the connection is closed. A place in the line keeps all objects of a connection in memory. */
    void end() {
        ended = true;
        waiting.clear();
        share.get().leave(turn);
    }

    /** Runs the answer of the next pipelined request, now or after other strangers. */
    void take(Runnable answer) {
        if (hasToWait()) {
            await(() -> run(answer));
        } else {
            run(answer);
        }
    }

    void answered(int status) {
        standing.answer(status);
        if (Standing.isRefusal(status) && !standing.isTrusted()) {
            share.get().spend(REFUSAL);
        }
    }

    /** Whether the next client error must close the connection. */
    boolean isLastRefusal() {
        return standing.mustClose();
    }
}
