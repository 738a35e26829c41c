package io.parley.redis;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;

/** A real Redis, and a client to look into it. */
@NullUnmarked
public final class TestRedis {

    private Vertx vertx;
    private EmbeddedRedis server;
    private Redis client;
    private RedisAPI api;

    public void start() {
        server = EmbeddedRedis.start();
        vertx = Vertx.vertx();
        client = Redis.createClient(
                vertx,
                new RedisOptions().setConnectionString(url()).setMaxPoolSize(32).setMaxPoolWaiting(4096));
        api = RedisAPI.api(client);
    }

    public void stop() {
        api.close();
        vertx.getDelegate().close();
        server.stop();
    }

    /** Stops the server with all it holds; clients stay. */
    public void goAway() {
        server.stop();
    }

    /** Starts the server again, empty, where it was. */
    public void comeBack() {
        server = EmbeddedRedis.start(server.address().getPort());
    }

    public String url() {
        return server.address().toString();
    }

    public RedisAPI api() {
        return api;
    }

    public io.vertx.core.Vertx vertx() {
        return vertx.getDelegate();
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
