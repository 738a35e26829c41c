package io.parley.redis;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** Dev mode: the Redis of {@code REDIS_URL} where it is set, else a real one that starts and stops with the application. */
@ApplicationScoped
@Identifier("parley")
@IfBuildProfile("dev")
class EmbeddedRedisHosts implements RedisHostsProvider {

    private final RedisConfig config;
    private @Nullable RedisServer server;

    EmbeddedRedisHosts(RedisConfig config) {
        this.config = config;
    }

    @Override
    public Set<URI> getHosts() {
        return config.url().map(RedisAddresses::parse).orElseGet(this::start);
    }

    private Set<URI> start() {
        try {
            int port = freePort();
            server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
            Log.infof("Started an embedded Redis on port %d. Set REDIS_URL to use another.", port);
            return Set.of(URI.create("redis://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Redis did not start; set REDIS_URL to use another", e);
        }
    }

    @PreDestroy
    void stop() throws IOException {
        if (server != null) {
            server.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
