package io.parley.redis;

import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis or cluster, with a client to look into it. As a static extension it starts once for the test class, in the kind
 * that the class chooses, and is emptied before each test. Nested classes share the servers of their outer class.
 */
@NullUnmarked
public final class TestRedis implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private Vertx vertx;
    private Servers servers;
    private Redis client;
    private RedisAPI api;
    private int users;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (users++ == 0) {
            start(context.getRequiredTestClass());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--users == 0) {
            stop();
        }
    }

    /** Starts the kind that the test class, or a class around it, chooses. */
    public void start(Class<?> test) {
        if (isOnCluster(test)) {
            startCluster();
        } else {
            start();
        }
    }

    public void start() {
        start(SingleServer::start, RedisClientType.STANDALONE);
    }

    public void startCluster() {
        start(Cluster::start, RedisClientType.CLUSTER);
    }

    private static boolean isOnCluster(@Nullable Class<?> test) {
        return test != null && (test.isAnnotationPresent(OnCluster.class) || isOnCluster(test.getEnclosingClass()));
    }

    private void start(Function<Vertx, Servers> start, RedisClientType type) {
        vertx = Vertx.vertx();
        servers = start.apply(vertx);
        RedisOptions options =
                new RedisOptions().setType(type).setMaxPoolSize(32).setMaxPoolWaiting(4096);
        servers.addresses().forEach(address -> options.addConnectionString(address.toString()));
        client = Redis.createClient(vertx, options);
        RedisAPI pool = RedisAPI.api(client);
        api = type == RedisClientType.STANDALONE ? new PipelinedRedis(pool, pipelines(options)) : pool;
    }

    private Pipelines pipelines(RedisOptions options) {
        return new Pipelines((VertxInternal) vertx.getDelegate(), options, (took, success) -> {});
    }

    public void stop() {
        api.close();
        servers.stop();
        vertx.getDelegate().close();
    }

    /** Stops the servers and deletes their data; clients stay. */
    public void goAway() {
        servers.goAway();
    }

    /** Starts the servers again, empty, on the same ports. */
    public void comeBack() {
        servers.comeBack();
    }

    /** Returns the cluster, if it was started as one. */
    public Cluster cluster() {
        return (Cluster) servers;
    }

    /** Returns the address in the form of {@code REDIS_URL}. */
    public String url() {
        return servers.addresses().stream().map(URI::toString).collect(Collectors.joining(","));
    }

    public RedisAPI api() {
        return api;
    }

    public io.vertx.core.Vertx vertx() {
        return vertx.getDelegate();
    }

    /** Returns the connections behind {@link #api}. */
    public Redis client() {
        return client;
    }

    public List<String> keys() {
        return StreamSupport.stream(api.keys("*").await().indefinitely().spliterator(), false)
                .map(Response::toString)
                .sorted()
                .toList();
    }

    /** Returns the keys without a lifetime. */
    public List<String> immortalKeys() {
        return keys().stream()
                .filter(key -> api.pttl(key).await().indefinitely().toLong() == -1)
                .toList();
    }

    public void clear() {
        onEach(Request.cmd(Command.FLUSHALL));
    }

    public void forgetScripts() {
        onEach(Request.cmd(Command.SCRIPT).arg("FLUSH"));
    }

    private void onEach(Request request) {
        servers.clients().forEach(server -> server.send(request).await().indefinitely());
    }
}
