package io.parley.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.AsyncResult;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, for the calls of one event loop, on which all its methods run. Calls are sent at once, and Redis
 * answers them in their order. A pipeline is left when it is old, unused or without answers, or when the server rejects calls:
 * then it sends no more calls, and closes when those that it has sent are answered or too old.
 */
final class Pipeline {

    /** As many calls as can wait for a connection of Vert.x' client. */
    private static final int MOST_WAITING = 4096;

    /** Lets no network close a connection just when it is used. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** A starting server rejects every call: this limits how often connections are replaced. */
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(250);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final EventLoop loop;
    private final Greeting greeting;
    private final Duration longestLife;
    private final Deque<WaitingCall> waiting = new ArrayDeque<>();
    private final RespReader reader = new RespReader();
    private final long madeAt = System.nanoTime();
    private long usedAt = madeAt;
    private int greetingsToCome;
    private @Nullable NetSocketInternal socket;
    private boolean isReady;
    private boolean isLeft;
    private boolean isClosed;
    private boolean isWatched;

    /** @param longestLife after this time the pipeline is left */
    Pipeline(EventLoop loop, Greeting greeting, Duration longestLife) {
        this.loop = loop;
        this.greeting = greeting;
        this.longestLife = longestLife;
    }

    /** Whether another pipeline must send the next call. */
    boolean isOver() {
        long now = System.nanoTime();
        return isLeft || now - madeAt > longestLife.toNanos() || now - usedAt > LONGEST_PAUSE.toNanos();
    }

    /** Sends a call, when the connection is open. */
    void send(WaitingCall call) {
        if (waiting.size() >= MOST_WAITING) {
            call.fail(new IllegalStateException("More than " + MOST_WAITING + " calls wait for Redis"));
            return;
        }
        usedAt = System.nanoTime();
        if (!isReady || isWritten(call)) {
            waiting.add(call);
            watch();
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
        if (socket != null) {
            socket.close();
        }
        while (!waiting.isEmpty()) {
            waiting.remove().fail(why);
        }
    }

    /** Begins with the opened connection, or fails all calls. */
    void opened(AsyncResult<NetSocket> connection) {
        if (connection.failed()) {
            close(connection.cause());
            return;
        }
        NetSocketInternal opened = (NetSocketInternal) connection.result();
        opened.messageHandler(this::read)
                .exceptionHandler(this::close)
                .closeHandler(closed -> close(new ConnectException("Redis has closed the connection")));
        socket = opened;
        if (isClosed) {
            opened.close();
        } else {
            greet();
        }
    }

    private void greet() {
        List<ByteBuf> commands = greeting.commands();
        greetingsToCome = commands.size();
        commands.forEach(this::write);
        beginIfGreeted();
    }

    /** Sends calls only when Redis has accepted the password and the database. */
    private void beginIfGreeted() {
        if (greetingsToCome == 0) {
            isReady = true;
            waiting.removeIf(call -> call.hasEnded() || !isWritten(call));
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

    /** Sends it as a message and not as a Buffer of Vert.x, which would never free its memory. */
    private void write(ByteBuf command) {
        if (socket == null) {
            command.release();
        } else {
            socket.writeMessage(command);
        }
    }

    private void read(Object message) {
        try {
            reader.add(ByteBufUtil.getBytes((ByteBuf) message), this::answer);
        } catch (RuntimeException | OutOfMemoryError unreadable) {
            // A part that is lost would shift all later answers.
            close(unreadable);
        } finally {
            ReferenceCountUtil.release(message);
        }
        if (isLeft && waiting.isEmpty()) {
            leave();
        }
    }

    private void answer(@Nullable Response answer) {
        if (greetingsToCome > 0) {
            greetingsToCome--;
            greeted(answer);
        } else if (!waiting.isEmpty()) {
            isLeft = isLeft || isRejected(answer);
            waiting.remove().answer(answer);
        }
    }

    private void greeted(@Nullable Response answer) {
        if (answer instanceof ErrorType error && !Greeting.isNeedless(error)) {
            close(error);
        } else {
            beginIfGreeted();
        }
    }

    private boolean isRejected(@Nullable Response answer) {
        return answer instanceof ErrorType error
                && ServerErrors.include(error)
                && System.nanoTime() - madeAt > SHORTEST_LIFE.toNanos();
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
        for (WaitingCall call : waiting) {
            if (!call.isOlderThan(Script.TIMEOUT)) {
                watch();
                return;
            }
            isLeft = true;
            call.fail(new TimeoutException("no answer within " + Script.TIMEOUT));
        }
        if (isLeft) {
            close(new TimeoutException("no answer within " + Script.TIMEOUT));
        }
    }
}
