package io.parley.redis;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.parley.memory.LongAnswers;
import io.vertx.core.AsyncResult;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, for the calls of one event loop, on which all its methods run. Calls are sent at once, and Redis
 * answers them in their order. A pipeline is left when it is old, unused or without answers, or when the server rejects calls:
 * then it sends no more calls, and closes when those that it has sent are answered or too old.
 */
final class Pipeline {

    /** Lets no network close a connection just when it is used. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** A starting server rejects every call: this limits how often connections are replaced. */
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(250);

    private final EventLoop loop;
    private final Greeting greeting;
    private final LongAnswers memory;
    private final Duration longestLife;
    private final WaitingCalls waiting;
    private final long madeAt = System.nanoTime();
    private long usedAt = madeAt;
    private @Nullable RespConnection connection;
    private boolean isReady;
    private boolean isLeft;
    private boolean isClosed;

    /**
     * @param memory what long answers of all pipelines share
     * @param longestLife after this time the pipeline is left
     */
    Pipeline(EventLoop loop, Greeting greeting, LongAnswers memory, Duration longestLife) {
        this.loop = loop;
        this.greeting = greeting;
        this.memory = memory;
        this.longestLife = longestLife;
        this.waiting = new WaitingCalls(loop, this);
    }

    /** Whether another pipeline must send the next call. */
    boolean isOver() {
        long now = System.nanoTime();
        return isLeft || now - madeAt > longestLife.toNanos() || now - usedAt > LONGEST_PAUSE.toNanos();
    }

    /** Sends a call, when the connection is open. */
    void send(WaitingCall call) {
        if (waiting.isFull()) {
            call.fail(new IllegalStateException("More than " + WaitingCalls.MOST + " calls wait for Redis"));
            return;
        }
        usedAt = System.nanoTime();
        if (!isReady || isWritten(call)) {
            waiting.add(call);
        }
    }

    /** Sends no more calls. */
    void leave() {
        isLeft = true;
        if (waiting.isEmpty()) {
            close(new ConnectException("The connection to Redis was replaced"));
        }
    }

    /** Ends each waiting call with this failure. */
    void close(Throwable why) {
        isLeft = true;
        isClosed = true;
        isReady = false;
        if (connection != null) {
            connection.close();
            connection = null;
        }
        waiting.fail(why);
    }

    /** Greets Redis over the opened connection, or fails all calls. */
    void opened(AsyncResult<NetSocket> opening) {
        if (opening.failed()) {
            close(opening.cause());
        } else if (isClosed) {
            opening.result().close();
        } else {
            NetSocketInternal socket = (NetSocketInternal) opening.result();
            RespConnection opened = new RespConnection(socket, new RespReader(memory), this);
            connection = opened;
            opened.greet(greeting);
        }
    }

    /** Sends the calls that wait for the connection. */
    void begin() {
        isReady = true;
        waiting.send(this::isWritten);
    }

    /** Passes on the answer to the first waiting call. */
    void answer(@Nullable Response answer) {
        isLeft = isLeft || isRejected(answer);
        waiting.remove().answer(answer);
        if (isLeft) {
            leave();
        }
    }

    /** Fails a call that cannot be written, for example for want of memory: it must not wait for the answer to the next call. */
    private boolean isWritten(WaitingCall call) {
        ByteBuf command;
        try {
            command = call.command();
        } catch (RuntimeException | OutOfMemoryError unwritable) {
            loop.execute(() -> call.fail(unwritable));
            return false;
        }
        write(command);
        return true;
    }

    private void write(ByteBuf command) {
        if (connection == null) {
            command.release();
        } else {
            connection.write(command);
        }
    }

    private boolean isRejected(@Nullable Response answer) {
        return answer instanceof ErrorType error
                && ServerErrors.include(error)
                && System.nanoTime() - madeAt > SHORTEST_LIFE.toNanos();
    }
}
