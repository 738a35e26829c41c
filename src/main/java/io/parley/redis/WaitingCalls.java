package io.parley.redis;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Calls of a pipeline that have no answer, in their order. One timer looks after all of them. A call that is too old fails, but stays
 * until its answer arrives or the pipeline is closed: later answers belong to the calls behind it.
 */
final class WaitingCalls {

    /** As many calls as can wait for a connection of Vert.x' client. */
    static final int MOST = 4096;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final EventLoop loop;
    private final Pipeline pipeline;
    private final Deque<WaitingCall> calls = new ArrayDeque<>();
    private boolean isWatched;

    WaitingCalls(EventLoop loop, Pipeline pipeline) {
        this.loop = loop;
        this.pipeline = pipeline;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    boolean isFull() {
        return calls.size() >= MOST;
    }

    void add(WaitingCall call) {
        calls.add(call);
        watch();
    }

    /** Removes the call that gets the next answer. */
    WaitingCall remove() {
        return calls.remove();
    }

    /** Removes the calls that have failed already, and those that cannot be sent. */
    void send(Predicate<WaitingCall> isSent) {
        calls.removeIf(call -> call.hasEnded() || !isSent.test(call));
    }

    void fail(Throwable why) {
        while (!calls.isEmpty()) {
            calls.remove().fail(why);
        }
    }

    private void watch() {
        if (!isWatched) {
            isWatched = true;
            loop.schedule(this::look, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Fails calls without an answer. After that, the connection may be dead. */
    private void look() {
        isWatched = false;
        for (WaitingCall call : calls) {
            if (!call.isOlderThan(Script.TIMEOUT)) {
                watch();
                return;
            }
            pipeline.leave();
            call.fail(noAnswer());
        }
        if (!calls.isEmpty()) {
            pipeline.close(noAnswer());
        }
    }

    private static TimeoutException noAnswer() {
        return new TimeoutException("no answer within " + Script.TIMEOUT);
    }
}
