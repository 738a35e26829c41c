package io.parley.ledger;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import io.parley.conversation.ConversationConfig;
import io.parley.redis.Script;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the secret of partitions in Redis. It is created once. Replicas write it again every few seconds, and as soon as a
 * sweep does not find it. So a Redis that has lost everything gets the secret that the replicas use.
 */
@ApplicationScoped
class StoredPartitions implements Partitions {

    static final String KEY = "parley:partitions";
    private static final Duration KEPT_EVERY = Duration.ofSeconds(5);
    private static final Duration UPGRADE = Duration.ofDays(1);
    private static final Duration KEPT_LONGER = Duration.ofDays(1);
    private static final int BYTES = 32;

    private final RedisAPI redis;
    private final LedgerScript script;
    private final ConversationConfig config;
    private final Lifetimes lifetimes;
    private final String candidate = random();
    private volatile @Nullable PartitionSecret known;
    private @Nullable Cancellable keeping;

    StoredPartitions(RedisAPI redis, LedgerConfig turns, ConversationConfig config) {
        this.redis = redis;
        this.script = new LedgerScript(redis, "partitions");
        this.config = config;
        this.lifetimes = new Lifetimes(turns, config);
    }

    void begin(@Observes @Priority(LIBRARY_AFTER) StartupEvent event) {
        keeping = Multi.createFrom()
                .ticks()
                .every(KEPT_EVERY)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(
                        tick -> keep().onFailure().recoverWithNull().replaceWithVoid())
                .subscribe()
                .with(
                        done -> {},
                        failure -> Log.error("The secret of partitions is no longer written to Redis", failure));
    }

    void end(@Observes ShutdownEvent event) {
        if (keeping != null) {
            keeping.cancel();
        }
    }

    @Override
    public Uni<PartitionSecret> secret() {
        PartitionSecret current = known;
        return current == null ? keep() : Uni.createFrom().item(current);
    }

    @Override
    public void lost() {
        keep().subscribe().with(kept -> {}, failure -> Log.debugf("The secret was not kept: %s", failure.getMessage()));
    }

    private Uni<PartitionSecret> keep() {
        return Uni.createFrom()
                .deferred(this::arguments)
                .flatMap(arguments -> script.run(List.of(KEY), arguments, StoredPartitions::read))
                .invoke(secret -> known = secret);
    }

    private Uni<List<String>> arguments() {
        PartitionSecret current = known;
        if (current == null) {
            return isEmpty().map(this::first);
        }
        String left = Lifetimes.millis(Duration.ofNanos(Math.max(current.countsFrom() - System.nanoTime(), 0)));
        return Uni.createFrom().item(List.of(current.text(), left, left, Script.flag(current.mixed()), lifetime()));
    }

    /** Whether Redis is empty. A script sees one server of a cluster; the client asks all of them. */
    private Uni<Boolean> isEmpty() {
        return LedgerCall.of(redis.dbsize()).map(keys -> keys.toLong() == 0);
    }

    private List<String> first(boolean empty) {
        String whereThereIsSomething =
                Lifetimes.millis(config.partitionSecretAfter().orElse(UPGRADE));
        String whereThereIsNothing =
                Lifetimes.millis(config.partitionSecretAfter().orElse(Duration.ZERO));
        return List.of(
                candidate, whereThereIsSomething, empty ? whereThereIsNothing : whereThereIsSomething, "", lifetime());
    }

    private String lifetime() {
        return lifetimes.conversation(KEPT_LONGER);
    }

    private static PartitionSecret read(Response answer) {
        Fields stored = Fields.of(answer);
        return new PartitionSecret(
                stored.text("secret"),
                System.nanoTime() + Duration.ofMillis(stored.number("wait")).toNanos(),
                stored.flag("mixed"));
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
