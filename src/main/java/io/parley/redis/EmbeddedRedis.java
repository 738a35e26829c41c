package io.parley.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/**
 * A real Redis on a free port of this machine, without persistence. It is not part of packaged applications. The environment
 * variable {@code EMBEDDED_REDIS_EXECUTABLE} can name another redis-server than the library's own.
 */
final class EmbeddedRedis {

    static final String EXECUTABLE = ExecutableProvider.ENVIRONMENT_EXECUTABLE_LOCATION;

    private final RedisServer server;
    private final int port;

    private EmbeddedRedis(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    static EmbeddedRedis start() {
        return start(freePort());
    }

    static EmbeddedRedis start(int port) {
        try {
            RedisServer server = server(port).build();
            server.start();
            return new EmbeddedRedis(server, port);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Redis did not start; set REDIS_URL to use another", e);
        }
    }

    static RedisServerBuilder server(int port) {
        RedisServerBuilder server =
                RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"");
        return System.getenv().getOrDefault(EXECUTABLE, "").isEmpty()
                ? server
                : server.executableProvider(ExecutableProvider.newEnvironmentVariableProvider(EXECUTABLE));
    }

    URI address() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Redis did not stop", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free for the embedded Redis", e);
        }
    }
}
