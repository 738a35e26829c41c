package io.parley.redis;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
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
    private RedisAPI api;
    private int port;

    public void start() {
        try {
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        vertx = Vertx.vertx();
        api = RedisAPI.api(Redis.createClient(vertx, url()));
    }

    public void stop() {
        try {
            api.close();
            vertx.close().await().indefinitely();
            server.stop();
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
