package io.parley.turn;

import io.parley.activity.Samples;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;

/** A replica's view of the turns in Redis. */
record Ledger(TurnClaims claims, TurnLedger notes) {

    static Ledger in(TestRedis redis, Settings settings) {
        return in(redis.api(), settings);
    }

    /** Where the name alone decides where a conversation lives. */
    static final Partitions PLAIN =
            () -> Uni.createFrom().item(new PartitionSecret("", System.nanoTime() + Long.MAX_VALUE / 4, true));

    static Ledger in(RedisAPI redis, Settings settings) {
        return in(redis, PLAIN, settings);
    }

    static Ledger in(RedisAPI redis, Partitions partitions, Settings settings) {
        TurnLedger notes = new TurnLedger(redis, settings.turns(), settings.conversations(), Samples.MAPPER);
        return new Ledger(
                new TurnClaims(redis, notes, partitions, settings.turns(), settings.conversations(), Samples.MAPPER),
                notes);
    }
}
