package io.parley.redis;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import redis.embedded.RedisServer;

/** A real Redis on a free port of this machine, and a client to look into it. */
@NullUnmarked
public final class TestRedis {

    private Vertx vertx;
    private RedisServer server;
    private Redis client;
    private RedisAPI api;
    private int port;

    public void start() {
        port = freePort();
        comeBack();
        vertx = Vertx.vertx();
        client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(url())
                        .setMaxPoolSize(32)
                        .setMaxPoolWaiting(4096));
        api = RedisAPI.api(client);
    }

    public void stop() {
        api.close();
        vertx.close().await().indefinitely();
        goAway();
    }

    /** Stops the server with all it holds; clients stay. */
    public void goAway() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server again, empty, where it was. */
    public void comeBack() {
        try {
            server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public RedisAPI api() {
        return api;
    }

    /** The connections behind {@link #api}. */
    public Redis client() {
        return client;
    }

    public List<String> keys() {
        return StreamSupport.stream(api.keys("*").await().indefinitely().spliterator(), false)
                .map(Response::toString)
                .sorted()
                .toList();
    }

    /** Keys that would stay for ever. */
    public List<String> immortalKeys() {
        return keys().stream()
                .filter(key -> api.pttl(key).await().indefinitely().toLong() == -1)
                .toList();
    }

    public void clear() {
        api.flushall(List.of()).await().indefinitely();
    }
}
