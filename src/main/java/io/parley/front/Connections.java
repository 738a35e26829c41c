package io.parley.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of one port. This handler is in the pipeline of the server's channel, which passes on each accepted
 * connection before anything is read from it.
 */
@ChannelHandler.Sharable
final class Connections extends ChannelInboundHandlerAdapter {

    /** The fraction of connections to close at once: one in this number. */
    private static final int AT_ONCE = 20;

    private final FrontConfig limits;
    private final Map<EventExecutor, StrangersShare> shares;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    /** @param shares one for each event loop, shared with other ports */
    Connections(FrontConfig limits, Map<EventExecutor, StrangersShare> shares) {
        this.limits = limits;
        this.shares = shares;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (accepted instanceof Channel channel) {
            if (open.size() >= limits.maxConnections() && !makeRoom()) {
                channel.unsafe().closeForcibly();
                return;
            }
            watch(channel);
        }
        context.fireChannelRead(accepted);
    }

    /**
     * Watches a connection that was accepted before the port was watched. A request may be running on it, so it has the time
     * between two requests, not the shorter time of a header. Runs on the event loop of the connection.
     */
    void adopt(Channel channel) {
        if (!Connection.isWatched(channel)) {
            watch(channel).idleness().await(limits.idleTimeout());
        }
    }

    private Connection watch(Channel channel) {
        Connection connection = new Connection(channel, limits, shares);
        open.add(connection);
        channel.closeFuture().addListener(closed -> open.remove(connection));
        channel.pipeline().addFirst(connection);
        return connection;
    }

    /**
     * Closes idle connections and keeps those with a running request, so that an attacker's idle connections cannot fill the
     * port. Closes several at once, because the search takes longer than the closing; but at most half of them, because the
     * newest may be about to send a request.
     */
    private boolean makeRoom() {
        long now = System.nanoTime();
        List<Connection> unused = open.stream()
                .filter(connection -> !connection.idleness().isBusy())
                .sorted(Comparator.comparingLong(
                                (Connection connection) -> connection.idleness().rank(now))
                        .reversed())
                .toList();
        int most = Math.max(1, Math.min(unused.size() / 2, limits.maxConnections() / AT_ONCE));
        unused.stream().limit(most).forEach(this::drop);
        return !unused.isEmpty();
    }

    private void drop(Connection connection) {
        open.remove(connection);
        connection.close();
    }

    /** Stops watching, and leaves the connections open. */
    void leave() {
        open.forEach(Connection::leave);
        open.clear();
    }

    void closeOverdue() {
        long now = System.nanoTime();
        open.stream().filter(connection -> connection.idleness().isOverdue(now)).forEach(Connection::close);
    }

    int size() {
        return open.size();
    }
}
