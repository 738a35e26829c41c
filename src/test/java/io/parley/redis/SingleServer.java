package io.parley.redis;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.net.URI;
import java.util.List;

/** A single server. */
final class SingleServer implements Servers {

    private final Redis client;
    private EmbeddedRedis server;

    private SingleServer(EmbeddedRedis server, Redis client) {
        this.server = server;
        this.client = client;
    }

    static SingleServer start(Vertx vertx) {
        EmbeddedRedis server = EmbeddedRedis.start();
        return new SingleServer(
                server, Redis.createClient(vertx, server.address().toString()));
    }

    @Override
    public List<URI> addresses() {
        return List.of(server.address());
    }

    @Override
    public List<Redis> clients() {
        return List.of(client);
    }

    @Override
    public void goAway() {
        server.stop();
    }

    @Override
    public void comeBack() {
        server = EmbeddedRedis.start(server.address().getPort());
    }

    @Override
    public void stop() {
        client.close();
        server.stop();
    }
}
