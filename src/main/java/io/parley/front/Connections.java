package io.parley.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of one port. Sits in the pipeline of the server's own channel, which hands on each connection that was
 * accepted before anything of it is read.
 */
@ChannelHandler.Sharable
final class Connections extends ChannelInboundHandlerAdapter {

    private final FrontConfig limits;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    Connections(FrontConfig limits) {
        this.limits = limits;
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
        Connection connection = new Connection(channel, limits);
        open.add(connection);
        channel.closeFuture().addListener(closed -> open.remove(connection));
        channel.pipeline().addFirst(connection);
    }

    /** Closes the connection that is needed least: an attacker's fill the port, and those in use are kept. */
    private boolean makeRoom() {
        long now = System.nanoTime();
        return open.stream()
                .filter(connection -> !connection.isBusy())
                .max(Comparator.comparingLong(connection -> connection.idleness(now)))
                .map(this::drop)
                .isPresent();
    }

    private Connection drop(Connection connection) {
        open.remove(connection);
        connection.close();
        return connection;
    }

    void closeOverdue() {
        long now = System.nanoTime();
        open.stream().filter(connection -> connection.isOverdue(now)).forEach(Connection::close);
    }

    int size() {
        return open.size();
    }
}
