package io.parley.redis;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A client of Redis that leaves a server which refuses its work. After a failover the old primary may keep its connections
 * and answer each write with READONLY, while the address leads to the new primary already. So on such an answer, and after a
 * minute in any case, all connections are replaced: new ones resolve the address again. Calls under way may end on the old
 * ones.
 */
final class RenewedRedis implements Redis {

    /** A server that is still starting refuses every call: connections are not replaced for each. */
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(250);

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(1);

    /** Longer than any call may take. */
    private static final Duration CALLS_END_WITHIN = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Supplier<Redis> connect;
    private final Executor executor;
    private final Duration longestLife;
    private final AtomicReference<Client> current;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param connect makes a client, which connects when it is used
     * @param executor runs that outside of any Vert.x context: a client is closed together with the context that made it
     */
    RenewedRedis(Vertx vertx, Supplier<Redis> connect, Executor executor) {
        this(vertx, connect, executor, LONGEST_LIFE);
    }

    RenewedRedis(Vertx vertx, Supplier<Redis> connect, Executor executor, Duration longestLife) {
        this.vertx = vertx;
        this.connect = connect;
        this.executor = executor;
        this.longestLife = longestLife;
        this.current = new AtomicReference<>(new Client(connect.get(), System.nanoTime()));
    }

    @Override
    public Future<RedisConnection> connect() {
        return call(Redis::connect);
    }

    @Override
    public Future<Response> send(Request request) {
        return call(redis -> redis.send(request));
    }

    @Override
    public Future<List<Response>> batch(List<Request> requests) {
        return call(redis -> redis.batch(requests));
    }

    /** How many calls have not ended yet. */
    int underWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        client().redis().close();
    }

    private <T> Future<T> call(Function<Redis, Future<T>> command) {
        Client used = client();
        if (used.age().compareTo(longestLife) > 0) {
            renew(used);
        }
        underWay.incrementAndGet();
        return started(command, used.redis()).onComplete(done -> {
            underWay.decrementAndGet();
            if (done.failed() && Refusal.isOfServer(done.cause())) {
                leave(used, done.cause());
            }
        });
    }

    /** A client that was closed meanwhile may throw. */
    private static <T> Future<T> started(Function<Redis, Future<T>> command, Redis redis) {
        try {
            return command.apply(redis);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void leave(Client used, Throwable refusal) {
        if (used.age().compareTo(SHORTEST_LIFE) > 0) {
            Log.debugf("Redis refuses calls, its connections are replaced: %s", refusal.getMessage());
            renew(used);
        }
    }

    /** Runs once, however many calls ask for it. */
    private void renew(Client used) {
        if (client() == used && renewing.compareAndSet(false, true)) {
            executor.execute(() -> replace(used));
        }
    }

    private void replace(Client used) {
        try {
            if (current.compareAndSet(used, new Client(connect.get(), System.nanoTime()))) {
                vertx.setTimer(
                        CALLS_END_WITHIN.toMillis(), ended -> used.redis().close());
            }
        } finally {
            renewing.set(false);
        }
    }

    private Client client() {
        return Objects.requireNonNull(current.get());
    }

    /** @param madeAt by {@link System#nanoTime} */
    private record Client(Redis redis, long madeAt) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - madeAt);
        }
    }
}
