package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.DeployedParley;
import io.parley.redis.TestRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM for the deployed application while a page is open. */
@NullUnmarked
class PlaygroundShutdownIT {

    private final TestRedis redis = new TestRedis();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        redis.start();
    }

    @AfterEach
    void stop() {
        redis.stop();
    }

    @Test
    void isNotKeptUpByAPageThatWatches() throws Exception {
        int port = freePort();
        Process parley = DeployedParley.start(
                Map.of(
                        "PARLEY_PLAYGROUND_ENABLED", "true",
                        "REDIS_URL", redis.url(),
                        "PORT", Integer.toString(port),
                        "MANAGEMENT_PORT", Integer.toString(freePort())),
                folder.resolve("log"));
        try {
            URI playground = URI.create("http://localhost:" + port + "/playground/");
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> begin(playground).statusCode() == 201);
            String id = begin(playground).body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
            Stream<String> page = client.send(
                            HttpRequest.newBuilder(playground.resolve("conversations/" + id + "/events"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body();
            assertThat(page.filter(line -> line.startsWith("data:")).findFirst())
                    .isPresent();

            parley.destroy();

            // Two seconds until the platform has noticed; a request without an end would make it seventeen.
            assertThat(parley.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            parley.destroyForcibly();
        }
    }

    private HttpResponse<String> begin(URI playground) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(playground.resolve("conversations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"channel\":\"webchat\"}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
