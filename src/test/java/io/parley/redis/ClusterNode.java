package io.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/** A node of a cluster, which writes its data to disk before it answers. Stopping kills it. */
final class ClusterNode {

    /** Below the ports that the system assigns, so that no other process has the port when the node returns. */
    private static final int LOWEST_PORT = 12_000;

    private static final int HIGHEST_PORT = 20_000;

    /** The port for other nodes; fixed before Redis 7. */
    private static final int BUS_OFFSET = 10_000;

    private static final String PASSWORD = "canary+redis";

    private final int port;
    private final Path folder;
    private final RedisServer server;

    private ClusterNode(int port, Path folder, RedisServer server) {
        this.port = port;
        this.folder = folder;
        this.server = server;
    }

    static ClusterNode start() {
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory("parley-cluster-node");
            RedisServer server = EmbeddedRedis.server(port)
                    .setting("dir " + folder)
                    .setting("appendonly yes")
                    .setting("appendfsync always")
                    .setting("requirepass " + PASSWORD)
                    .setting("masterauth " + PASSWORD)
                    .setting("cluster-enabled yes")
                    .setting("cluster-node-timeout 1000")
                    .onShutdownForceStop(true)
                    .build();
            ClusterNode node = new ClusterNode(port, folder, server);
            node.comeBack();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    URI address() {
        return URI.create("redis://:" + URLEncoder.encode(PASSWORD, UTF_8) + "@127.0.0.1:" + port);
    }

    void goAway() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the node with its data and its place in the cluster. */
    void comeBack() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes its data while it is stopped, but not its place in the cluster. */
    void forget() {
        delete(path -> path.getFileName().toString().startsWith("append"));
    }

    void stop() {
        goAway();
        delete(path -> true);
    }

    private void delete(Predicate<Path> which) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst =
                    files.filter(which).sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(LOWEST_PORT, HIGHEST_PORT)
                .filter(port -> isFree(port) && isFree(port + BUS_OFFSET))
                .limit(100)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No port is free for a node of a cluster"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
