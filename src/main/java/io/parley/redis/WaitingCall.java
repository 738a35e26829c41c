package io.parley.redis;

import io.netty.buffer.ByteBuf;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that waits for the answer of Redis. It ends once: with the answer, or with a failure. */
final class WaitingCall {

    private final Supplier<ByteBuf> command;
    private final ContextInternal caller;
    private final UniEmitter<? super @Nullable Response> result;
    private final BiConsumer<Duration, Boolean> observer;
    private final long since = System.nanoTime();
    private boolean ended;

    /**
     * @param command encodes the command
     * @param caller the result is passed on in this context
     * @param observer gets how long the call took, and whether it succeeded
     */
    WaitingCall(
            Supplier<ByteBuf> command,
            ContextInternal caller,
            UniEmitter<? super @Nullable Response> result,
            BiConsumer<Duration, Boolean> observer) {
        this.command = command;
        this.caller = caller;
        this.result = result;
        this.observer = observer;
    }

    /** Returns the command as it is sent. The caller sends it, because that frees its memory. */
    ByteBuf command() {
        return command.get();
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - since > age.toNanos();
    }

    void answer(@Nullable Response answer) {
        if (answer instanceof ErrorType error) {
            fail(error);
        } else if (end(true)) {
            caller.emit(answer, result::complete);
        }
    }

    void fail(Throwable failure) {
        if (end(false)) {
            caller.emit(failure, result::fail);
        }
    }

    private boolean end(boolean successfully) {
        boolean first = !ended;
        ended = true;
        if (first) {
            observer.accept(Duration.ofNanos(System.nanoTime() - since), successfully);
        }
        return first;
    }
}
