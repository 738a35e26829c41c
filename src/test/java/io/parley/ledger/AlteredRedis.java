package io.parley.ledger;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;

/** A client of Redis that changes what happens to single commands. */
abstract class AlteredRedis implements Redis {

    final Redis redis;

    AlteredRedis(Redis redis) {
        this.redis = redis;
    }

    @Override
    public Future<RedisConnection> connect() {
        return redis.connect();
    }

    @Override
    public Future<List<Response>> batch(List<Request> commands) {
        return redis.batch(commands);
    }

    @Override
    public void close() {
        // The test owns the connections.
    }
}
