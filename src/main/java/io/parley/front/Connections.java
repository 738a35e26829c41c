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
 * The connections of one port. Sits in the pipeline of the server's own channel, which hands on each connection that was
 * accepted before anything of it is read.
 */
@ChannelHandler.Sharable
final class Connections extends ChannelInboundHandlerAdapter {

    /** The share of connections that make room: one in so many. */
    private static final int AT_ONCE = 20;

    private final FrontConfig limits;
    private final Map<EventExecutor, StrangersShare> shares;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    /** @param shares of the event loops, which serve other ports as well */
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

    private void watch(Channel channel) {
        Connection connection = new Connection(channel, limits, shares);
        open.add(connection);
        channel.closeFuture().addListener(closed -> open.remove(connection));
        channel.pipeline().addFirst(connection);
    }

    /**
     * Closes the connections that are needed least: an attacker's fill the port, and those in use are kept. Several at once,
     * as looking for them takes longer than closing them.
     */
    private boolean makeRoom() {
        long now = System.nanoTime();
        List<Connection> unused = open.stream()
                .filter(connection -> !connection.isBusy())
                .sorted(Comparator.comparingLong((Connection connection) -> connection.idleness(now))
                        .reversed())
                .limit(Math.max(1, limits.maxConnections() / AT_ONCE))
                .toList();
        unused.forEach(this::drop);
        return !unused.isEmpty();
    }

    private void drop(Connection connection) {
        open.remove(connection);
        connection.close();
    }

    void closeOverdue() {
        long now = System.nanoTime();
        open.stream().filter(connection -> connection.isOverdue(now)).forEach(Connection::close);
    }

    int size() {
        return open.size();
    }
}
