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
 * A Redis client that replaces its connections when the server rejects calls. After a failover the old primary may keep its
 * connections open and answer every write with READONLY, although the address already resolves to the new primary. So after
 * such an answer, and at least once a minute, all connections are replaced: new connections resolve the address again.
 * Running calls can finish on the old connections.
 */
final class RenewedRedis implements Redis {

    /** A starting server rejects every call: this limits how often connections are replaced. */
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
     * @param connect creates a client, which connects at its first call
     * @param executor runs it outside of any Vert.x context: Vert.x closes a client together with the context that created
     *     it
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

    /** Returns the number of running calls. */
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
            if (done.failed() && ServerErrors.include(done.cause())) {
                leave(used, done.cause());
            }
        });
    }

    /** Turns the exception of a client that is already closed into a failure. */
    private static <T> Future<T> started(Function<Redis, Future<T>> command, Redis redis) {
        try {
            return command.apply(redis);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void leave(Client used, Throwable refusal) {
        if (used.age().compareTo(SHORTEST_LIFE) > 0) {
            Log.debugf("Redis rejects calls; replacing the connections: %s", refusal.getMessage());
            renew(used);
        }
    }

    /** Starts one replacement, however many calls request it. */
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

    /** @param madeAt from {@link System#nanoTime} */
    private record Client(Redis redis, long madeAt) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - madeAt);
        }
    }
}
