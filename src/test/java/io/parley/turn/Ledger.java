package io.parley.turn;

import io.parley.activity.Samples;
import io.parley.redis.TestRedis;
import io.vertx.mutiny.redis.client.RedisAPI;

/** A replica's view of the turns in Redis. */
record Ledger(TurnClaims claims, TurnLedger notes) {

    static Ledger in(TestRedis redis, Settings settings) {
        return in(redis.api(), settings);
    }

    static Ledger in(RedisAPI redis, Settings settings) {
        TurnLedger notes = new TurnLedger(redis, settings.turns(), settings.conversations(), Samples.MAPPER);
        return new Ledger(
                new TurnClaims(redis, notes, settings.turns(), settings.conversations(), Samples.MAPPER), notes);
    }
}
