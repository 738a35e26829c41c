package io.parley.front;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Delays pipelined HTTP/1 requests until the request before them is answered. Vert.x would accept them at once, and leak
 * memory if the client then disconnects.
 *
 * <p>It is inserted between the decoder and Vert.x by the first request, after that request's header has passed.
 */
final class OneAtATime extends ChannelDuplexHandler {

    private final Deque<Object> held = new ArrayDeque<>();
    private final Reading reading;
    private final Consumer<Runnable> turns;
    private boolean answering = true;
    private boolean discarding;
    private boolean discarded;

    /** @param turns runs the next request when its connection may be served */
    OneAtATime(Reading reading, Consumer<Runnable> turns) {
        this.reading = reading;
        this.turns = turns;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        discarded = discarded || (discarding && message instanceof HttpRequest);
        if (discarded) {
            ReferenceCountUtil.release(message);
        } else if (held.isEmpty() && mayPass(message)) {
            pass(context, message);
        } else {
            // This holds at most what was read at once.
            held.add(message);
            reading.stop(Reading.Stop.AHEAD);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent && !isInformational(message);
        context.write(message, promise);
        if (last) {
            answering = false;
            if (!held.isEmpty()) {
                // Not at once: Vert.x must first note that this answer has ended.
                context.executor().execute(() -> turns.accept(() -> resume(context)));
            }
        }
    }

    /** Discards all requests except the one that has begun: Vert.x waits for its end. */
    void discard() {
        discarding = true;
        discarded = !held.isEmpty();
        releaseAll();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        releaseAll();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        releaseAll();
    }

    private void resume(ChannelHandlerContext context) {
        while (!held.isEmpty() && mayPass(held.element())) {
            pass(context, held.remove());
        }
        context.fireChannelReadComplete();
        if (held.isEmpty()) {
            reading.resume(Reading.Stop.AHEAD);
        }
    }

    private boolean mayPass(Object message) {
        return !answering || !(message instanceof HttpRequest);
    }

    private void pass(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            answering = true;
        }
        context.fireChannelRead(message);
    }

    private void releaseAll() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        reading.resume(Reading.Stop.AHEAD);
    }

    /** Whether this is an informational response such as {@code 100 Continue}, which precedes the final response. */
    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
