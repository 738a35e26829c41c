package io.parley.ledger;

import io.parley.Settings;
import io.parley.activity.Samples;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.util.List;

/** A replica's view of the turns in Redis. */
public record ReplicaLedger(
        Claims claims,
        Sweeps sweeps,
        Leases leases,
        Ledger records,
        Endings endings,
        Outcomes outcomes,
        NotedActivities noted,
        SentMessages sentMessages) {

    public static ReplicaLedger in(TestRedis redis, Settings settings) {
        return in(redis.api(), settings);
    }

    /** The name alone decides where a conversation is stored. */
    public static final Partitions PLAIN =
            () -> Uni.createFrom().item(new PartitionSecret("later", System.nanoTime() + Long.MAX_VALUE / 4, true));

    public static DeadLetters deadLetters(TestRedis redis, Settings settings) {
        return new DeadLetters(redis.api(), PLAIN, settings.ledger(), settings.conversations(), Samples.MAPPER);
    }

    public static MadeWrites writes(TestRedis redis) {
        return new MadeWrites(redis.api(), Samples.MAPPER);
    }

    public static Queues queues(TestRedis redis) {
        return new Queues(redis.api(), PLAIN);
    }

    public static ReplicaLedger in(RedisAPI redis, Settings settings) {
        return in(redis, PLAIN, settings);
    }

    public static ReplicaLedger in(RedisAPI redis, Partitions partitions, Settings settings) {
        OneServer server = new OneServer();
        KnownHistories histories = new KnownHistories();
        return new ReplicaLedger(
                new Claims(redis, partitions, histories, settings.ledger(), settings.conversations(), Samples.MAPPER),
                new Sweeps(redis, server, partitions, settings.ledger(), settings.conversations()),
                new Leases(redis, server, settings.ledger(), settings.conversations()),
                new Ledger(redis, settings.ledger(), settings.conversations(), Samples.MAPPER),
                new Endings(redis, histories, settings.ledger(), settings.conversations(), Samples.MAPPER),
                new Outcomes(redis, Samples.MAPPER),
                new NotedActivities(redis, settings.ledger(), settings.conversations()),
                new SentMessages(redis, partitions));
    }

    /** Renews one lease. Fails with {@link TurnException.LeaseLost} if another replica holds it. */
    Uni<Void> renew(Lease lease) {
        return leases.renew(List.of(lease))
                .invoke(lost -> {
                    if (lost.contains(lease)) {
                        throw new TurnException.LeaseLost(lease);
                    }
                })
                .replaceWithVoid();
    }
}
