package io.parley.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: knows whether a request is running on it, and by when the next request must arrive. Is the first
 * handler of the channel's pipeline, so that it sees bytes before they are parsed. Runs on the event loop of its channel
 * unless a method says otherwise.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "front");

    /** The time for a client to read the last response. Further bytes of the client are discarded. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** The time for other requests on an HTTP/2 connection to finish: a proxy can share it between clients. */
    private static final Duration FAREWELL_OF_ALL = Duration.ofSeconds(30);

    /** The most that the event loop reads from one connection before it serves the others. */
    private static final int MOST_BYTES_AT_ONCE = 16 * 1024;

    private final Channel channel;
    private final FrontConfig limits;
    private final Reading reading;
    private final MeasuredWork work;
    private final Idleness idleness;

    private int requests;
    private boolean http2;
    private boolean dismissed;
    private boolean goingAway;
    private @Nullable OneAtATime requestsAhead;
    private boolean begun;

    /** @param shares one for each event loop, created when needed */
    Connection(Channel channel, FrontConfig limits, Map<EventExecutor, StrangersShare> shares) {
        this.channel = channel;
        this.limits = limits;
        this.reading = new Reading(channel.config());
        this.work = new MeasuredWork(() -> shares.computeIfAbsent(channel.eventLoop(), StrangersShare::new));
        this.idleness = new Idleness(limits.headerTimeout(), limits.idleTimeout());
        channel.attr(KEY).set(this);
    }

    /** Stops watching. In development, another class loader's class of this name watches the channel from then on. */
    void leave() {
        channel.attr(KEY).set(null);
        channel.pipeline().remove(this);
    }

    /** Returns empty if the port of the connection is not watched yet. */
    static Optional<Connection> of(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase base
                ? Optional.ofNullable(base.channel().attr(KEY).get())
                : Optional.empty();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(64, 2048, MOST_BYTES_AT_ONCE).maxMessagesPerRead(1));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (dismissed) {
            work.run(() -> ReferenceCountUtil.release(bytes));
            return;
        }
        if (requests == 0 && !begun && !http2) {
            begun = true;
            idleness.await(limits.headerTimeout());
        }
        work.run(() -> context.fireChannelRead(bytes));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        work.run(context::fireChannelReadComplete);
        if (work.hasToWait() && reading.stop(Reading.Stop.TURN)) {
            work.await(() -> reading.resume(Reading.Stop.TURN));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        work.end();
        context.fireChannelInactive();
    }

    /** Stops reading from an HTTP/2 client that does not read its responses. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            reading.resume(Reading.Stop.UNREAD);
        } else if (http2) {
            reading.stop(Reading.Stop.UNREAD);
        }
        context.fireChannelWritabilityChanged();
    }

    /** The header of a request has arrived. */
    void begin(HttpServerRequest request) {
        http2 = request.version() == HttpVersion.HTTP_2;
        if (!http2 && requestsAhead == null) {
            requestsAhead = new OneAtATime(reading, work::take);
            channel.pipeline()
                    .addBefore(channel.pipeline().context(VertxHandler.class).name(), null, requestsAhead);
        }
        begun = false;
        idleness.begin();
        requests++;
    }

    /** A request was answered with this status, or its client went away. */
    void end(int status) {
        work.answered(status);
        idleness.answered(status);
        requests = Math.max(0, requests - 1);
        if (requests == 0 && !dismissed) {
            idleness.end();
        }
    }

    /** Whether further requests on this connection are ignored. */
    boolean isDismissed() {
        return dismissed;
    }

    /**
     * Whether an HTTP/1 client reads its responses. Without this check, responses to pipelined requests would accumulate.
     */
    boolean isRead() {
        return http2 || channel.isWritable();
    }

    /** Whether the next client error must close the connection. */
    boolean mustClose() {
        return work.isLastRefusal();
    }

    /** Lets the client read its last response and close. Closing at once could destroy the response in transit. */
    void dismiss(HttpConnection connection) {
        if (goingAway) {
            return;
        }
        goingAway = true;
        if (http2) {
            connection.shutdown(FAREWELL_OF_ALL.toMillis());
        } else {
            dismissed = true;
            if (requestsAhead != null) {
                requestsAhead.discard();
            }
            idleness.dismiss(FAREWELL);
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        }
    }

    static boolean isWatched(Channel channel) {
        return channel.attr(KEY).get() != null;
    }

    /** Can be called from any thread. */
    void close() {
        channel.close();
    }

    /** Can be used from any thread. */
    Idleness idleness() {
        return idleness;
    }
}
