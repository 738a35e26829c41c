package io.parley.conversation;

import io.parley.activity.Samples;
import io.vertx.mutiny.redis.client.RedisAPI;

/** Histories outside of the application. */
public final class Histories {

    private Histories() {}

    public static History in(RedisAPI redis) {
        return new History(redis, Samples.MAPPER);
    }
}
