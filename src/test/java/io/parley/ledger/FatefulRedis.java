package io.parley.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.ConnectException;

/** Redis from the view of a replica that can fail. */
public final class FatefulRedis extends AlteredRedis {

    private final Fate fate;

    private FatefulRedis(Redis redis, Fate fate) {
        super(redis);
        this.fate = fate;
    }

    public static RedisAPI of(io.vertx.mutiny.redis.client.Redis redis, Fate fate) {
        return RedisAPI.api(
                io.vertx.mutiny.redis.client.Redis.newInstance(new FatefulRedis(redis.getDelegate(), fate)));
    }

    @Override
    public Future<Response> send(Request command) {
        if (fate.redisAway()) {
            return Future.failedFuture(new ConnectException("Redis is away"));
        }
        fate.sent(command.command().toString());
        Promise<Response> answer = Promise.promise();
        fate.step(() -> Uni.createFrom()
                        .completionStage(() -> redis.send(command).toCompletionStage()))
                .subscribe()
                .with(answer::complete, answer::fail);
        return answer.future();
    }
}
