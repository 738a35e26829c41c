package io.parley.redis;

import io.netty.channel.EventLoop;
import io.parley.memory.LongAnswers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a single server of Redis for each event loop. A call takes no connection from a pool, and waits for no other
 * call. Connections are replaced as {@link RenewedRedis} does it, and for the same reasons.
 */
final class Pipelines {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(1);

    /** What long answers on all connections may take of the heap: one part of so many. */
    private static final long PARTS_OF_HEAP = 8;

    private final VertxInternal vertx;
    private final NetClient client;
    private final RedisURI address;
    private final Greeting greeting;
    private final Duration longestLife;
    private final BiConsumer<Duration, Boolean> observer;
    private final LongAnswers memory = LongAnswers.ofHeap(PARTS_OF_HEAP);
    private final AtomicInteger underWay = new AtomicInteger();
    private final ConcurrentMap<EventLoop, Pipeline> pipelines = new ConcurrentHashMap<>();

    /** @param observer gets how long each call took, and whether it succeeded */
    Pipelines(VertxInternal vertx, RedisOptions options, BiConsumer<Duration, Boolean> observer) {
        this(vertx, options, observer, LONGEST_LIFE);
    }

    Pipelines(VertxInternal vertx, RedisOptions options, BiConsumer<Duration, Boolean> observer, Duration longestLife) {
        this.vertx = vertx;
        this.address = new RedisURI(options.getEndpoint());
        this.greeting = new Greeting(address, options.getPassword());
        this.observer = observer;
        this.longestLife = longestLife;
        this.client = vertx.createNetClient(new NetClientOptions(options.getNetClientOptions()).setSsl(address.ssl()));
    }

    /**
     * Calls a script. Fails with {@link java.util.concurrent.TimeoutException} after {@link Script#TIMEOUT}.
     *
     * @param command {@code EVALSHA} or {@code EVAL}
     * @param script the digest or the source, the number of keys, the keys and the arguments
     */
    Uni<@Nullable Response> call(String command, List<String> script) {
        return Uni.createFrom().emitter(result -> {
            ContextInternal caller = vertx.getOrCreateContext();
            EventLoop loop = caller.nettyEventLoop();
            underWay.incrementAndGet();
            WaitingCall call = new WaitingCall(() -> RespWriter.command(command, script), caller, result, this::ended);
            if (loop.inEventLoop()) {
                send(loop, call);
            } else {
                loop.execute(() -> send(loop, call));
            }
        });
    }

    /** Returns the number of calls that wait for an answer. */
    int underWay() {
        return underWay.get();
    }

    void close() {
        client.close();
    }

    private void ended(Duration took, boolean successfully) {
        underWay.decrementAndGet();
        observer.accept(took, successfully);
    }

    private void send(EventLoop loop, WaitingCall call) {
        Pipeline pipeline = pipelines.get(loop);
        if (pipeline == null || pipeline.isOver()) {
            pipeline = replaced(loop, pipeline);
        }
        pipeline.send(call);
    }

    private Pipeline replaced(EventLoop loop, @Nullable Pipeline before) {
        if (before != null) {
            before.leave();
        }
        Pipeline pipeline = new Pipeline(loop, greeting, memory, longestLife);
        pipelines.put(loop, pipeline);
        vertx.createEventLoopContext(loop, null, Thread.currentThread().getContextClassLoader())
                .dispatch(() -> client.connect(address.socketAddress()).onComplete(pipeline::opened));
        return pipeline;
    }
}
