package io.parley.redis;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** A proxy before a Redis. It can drop all bytes silently, like the network when a host is gone. */
@NullUnmarked
public final class SilentProxy {

    private final Set<NetSocket> lost = ConcurrentHashMap.newKeySet();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private volatile URI redis;
    private Vertx vertx;
    private NetClient client;
    private URI url;

    public void start(URI redis) {
        leadTo(redis);
        vertx = Vertx.vertx();
        client = vertx.createNetClient();
        int port = vertx.createNetServer()
                .connectHandler(this::pass)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .actualPort();
        url = URI.create("redis://127.0.0.1:" + port);
    }

    public void stop() {
        vertx.close();
    }

    public URI url() {
        return url;
    }

    /** Drops all bytes from now on. */
    public void fallSilent() {
        silent = true;
    }

    /** Passes on the bytes of new connections. The old ones stay open and silent. */
    public void speakToNewcomers() {
        lost.addAll(open);
        silent = false;
    }

    /** Returns the number of the client's open connections. */
    public int connections() {
        return open.size();
    }

    /** Connects new connections to another Redis. The old ones stay. */
    public void leadTo(URI other) {
        redis = other;
    }

    private void pass(NetSocket from) {
        open.add(from);
        from.pause();
        from.closeHandler(closed -> open.remove(from));
        client.connect(SocketAddress.inetSocketAddress(redis.getPort(), redis.getHost()))
                .onSuccess(to -> {
                    from.handler(bytes -> passOn(from, bytes, to));
                    to.handler(bytes -> passOn(from, bytes, from));
                    from.closeHandler(closed -> {
                        open.remove(from);
                        to.close();
                    });
                    from.resume();
                })
                .onFailure(failure -> from.close());
    }

    private void passOn(NetSocket connection, Buffer bytes, NetSocket to) {
        if (!silent && !lost.contains(connection)) {
            to.write(bytes);
        }
    }
}
