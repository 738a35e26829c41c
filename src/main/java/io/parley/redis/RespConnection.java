package io.parley.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open connection of a pipeline. It sends the greeting, and then commands. It passes on the answers to commands, and closes the
 * pipeline when Redis closes the connection, refuses the greeting, or sends what is no answer to a command that was sent before.
 */
final class RespConnection {

    private final NetSocketInternal socket;
    private final RespReader reader;
    private final Pipeline pipeline;

    /** Commands without an answer, with those of the greeting. */
    private int unanswered;

    /** Commands that the bytes being read can answer: these bytes arrived before later commands were sent. */
    private int answerable;

    private int greetingsToCome;
    private boolean isClosed;

    RespConnection(NetSocketInternal socket, RespReader reader, Pipeline pipeline) {
        this.socket = socket;
        this.reader = reader;
        this.pipeline = pipeline;
        sendTogether(socket.channelHandlerContext());
        socket.messageHandler(this::read)
                .exceptionHandler(pipeline::close)
                .closeHandler(closed -> pipeline.close(new ConnectException("Redis has closed the connection")));
    }

    /** Sends all commands that the event loop writes in one go with a single call of the operating system. */
    private static void sendTogether(ChannelHandlerContext context) {
        context.pipeline()
                .addBefore(
                        context.name(),
                        null,
                        new FlushConsolidationHandler(
                                FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
    }

    /** The pipeline is ready only when Redis has accepted the password and the database. */
    void greet(Greeting greeting) {
        List<ByteBuf> commands = greeting.commands();
        greetingsToCome = commands.size();
        commands.forEach(this::write);
        beginIfGreeted();
    }

    /** Sends a command as a message and not as a Buffer of Vert.x, which would never free its memory. */
    void write(ByteBuf command) {
        unanswered++;
        socket.writeMessage(command);
    }

    /** Reads and writes no more. */
    void close() {
        isClosed = true;
        reader.end();
        socket.close();
    }

    private void read(Object message) {
        try {
            if (!isClosed) {
                read(ByteBufUtil.getBytes((ByteBuf) message));
            }
        } catch (RuntimeException | OutOfMemoryError unreadable) {
            // A part that is lost would shift all later answers.
            pipeline.close(unreadable);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(byte[] bytes) {
        answerable = unanswered;
        demandAnswerable();
        reader.add(bytes, this::answer);
    }

    private void answer(@Nullable Response answer) {
        if (isClosed) {
            return;
        }
        demandAnswerable();
        answerable--;
        unanswered--;
        if (greetingsToCome > 0) {
            greetingsToCome--;
            greeted(answer);
        } else {
            pipeline.answer(answer);
        }
    }

    private void demandAnswerable() {
        if (answerable == 0) {
            throw new IllegalStateException("Redis has sent an answer without a call");
        }
    }

    private void greeted(@Nullable Response answer) {
        if (answer instanceof ErrorType error && !Greeting.isNeedless(error)) {
            pipeline.close(error);
        } else {
            beginIfGreeted();
        }
    }

    private void beginIfGreeted() {
        if (greetingsToCome == 0) {
            pipeline.begin();
        }
    }
}
