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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: knows whether a request is running on it, and when the next request must have arrived. First in the
 * channel's pipeline, so that it sees bytes before they are parsed. Runs on the event loop of its channel unless a method
 * says otherwise.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "front");

    /** The time for a client to read the last response. Further bytes of the client are discarded. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** The time for other requests on an HTTP/2 connection to finish: a proxy can share it between clients. */
    private static final Duration FAREWELL_OF_ALL = Duration.ofSeconds(30);

    /** The most that the event loop reads from one connection before it serves the others. */
    private static final int MOST_BYTES_AT_ONCE = 16 * 1024;

    /** What a refused request costs in addition to the measured time: a part, such as the check of a token, is done later. */
    private static final long REFUSAL = TimeUnit.MICROSECONDS.toNanos(200);

    private final Channel channel;
    private final FrontConfig limits;
    private final Map<EventExecutor, StrangersShare> shares;
    private final Reading reading;
    private final Standing standing = new Standing(System::nanoTime);

    private int requests;
    private boolean http2;
    private boolean dismissed;
    private boolean goingAway;
    private @Nullable OneAtATime requestsAhead;
    private boolean begun;

    /** By {@link System#nanoTime()}. */
    private volatile long waitingSince = System.nanoTime();

    private volatile Duration patience;
    private volatile boolean busy;

    /** Whether a request on it succeeded. */
    private volatile boolean accepted;

    /** @param shares one for each event loop, created when needed */
    Connection(Channel channel, FrontConfig limits, Map<EventExecutor, StrangersShare> shares) {
        this.channel = channel;
        this.limits = limits;
        this.shares = shares;
        this.reading = new Reading(channel.config());
        this.patience = limits.headerTimeout();
        channel.attr(KEY).set(this);
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
            measured(() -> ReferenceCountUtil.release(bytes));
            return;
        }
        if (requests == 0 && !begun && !http2) {
            begun = true;
            await(limits.headerTimeout());
        }
        measured(() -> context.fireChannelRead(bytes));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        measured(context::fireChannelReadComplete);
        if (hasToWait() && reading.stop(Reading.Stop.TURN)) {
            share().await(() -> reading.resume(Reading.Stop.TURN));
        }
    }

    /** Runs the answer of the next pipelined request. */
    private void take(Runnable turn) {
        if (hasToWait()) {
            share().await(() -> measured(turn));
        } else {
            measured(turn);
        }
    }

    private boolean hasToWait() {
        return standing.isStranger() && share().isSpent();
    }

    private void measured(Runnable work) {
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
            share().spend(time);
        }
    }

    private StrangersShare share() {
        return shares.computeIfAbsent(channel.eventLoop(), StrangersShare::new);
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

    /** Notes that the header of a request has arrived. */
    void begin(HttpServerRequest request) {
        http2 = request.version() == HttpVersion.HTTP_2;
        if (!http2 && requestsAhead == null) {
            requestsAhead = new OneAtATime(reading, this::take);
            channel.pipeline()
                    .addBefore(channel.pipeline().context(VertxHandler.class).name(), null, requestsAhead);
        }
        begun = false;
        busy = true;
        requests++;
    }

    /** A request was answered with this status, or its client went away. */
    void end(int status) {
        standing.answer(status);
        accepted |= Standing.isSuccess(status);
        if (Standing.isRefusal(status) && !standing.isTrusted()) {
            share().spend(REFUSAL);
        }
        requests = Math.max(0, requests - 1);
        if (requests == 0 && !dismissed) {
            busy = false;
            await(limits.idleTimeout());
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
    boolean isTired() {
        return standing.isTired();
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
            busy = false;
            await(FAREWELL);
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

    /** Can be called from any thread. */
    boolean isOverdue(long now) {
        return !busy && waited(now) > patience.toNanos();
    }

    /** Can be called from any thread. */
    boolean isBusy() {
        return busy;
    }

    /**
     * Ranks connections for closing when there are too many, the highest first. Those with a request that succeeded come last. A
     * new connection comes late as well, because its first header is still on its way. Can be called from any thread.
     */
    long idleness(long now) {
        return accepted ? waited(now) : waited(now) + limits.idleTimeout().toNanos();
    }

    private long waited(long now) {
        return now - waitingSince;
    }

    private void await(Duration longest) {
        waitingSince = System.nanoTime();
        patience = longest;
    }
}
