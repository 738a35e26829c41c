package io.parley.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.DeployedParley;
import io.parley.redis.TestRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployed application when the platform stops it. */
@NullUnmarked
class ShutdownIT {

    private final Surroundings surroundings = new Surroundings();
    private final TestRedis redis = new TestRedis();
    private Replica stopping;
    private Replica other;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        surroundings.start();
        redis.start();
    }

    @AfterEach
    void stop() {
        if (stopping != null) {
            stopping.process.destroyForcibly();
        }
        if (other != null) {
            other.process.destroyForcibly();
        }
        redis.stop();
        surroundings.stop();
    }

    @Test
    void endsItsTurnsAndLeavesNewOnesToOthers() throws Exception {
        surroundings.modelAnswersSlowly(4_000, "late");
        stopping = new Replica("25s");
        TestActivity running = message("one");
        stopping.deliver(running);
        await().untilAsserted(() -> assertThat(surroundings.requestsToModel()).hasSize(1));

        stopping.process.destroy();

        await().untilAsserted(() -> assertThat(stopping.health("ready")).isEqualTo(503));
        assertThat(stopping.health("live")).isEqualTo(200);
        TestActivity late = message("two");
        stopping.deliver(late);
        assertThat(stopping.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(surroundings.said(running.conversation())).containsExactly("late");
        assertThat(surroundings.lastMessages()).containsExactly("one");

        other = new Replica("25s");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(surroundings.said(late.conversation()))
                .containsExactly("late"));
    }

    @Test
    void givesBackWhatDoesNotEndInTimeSoThatAnotherGoesOnWithinASecond() throws Exception {
        surroundings.modelAnswersSlowly(60_000, "never");
        stopping = new Replica("1s");
        other = new Replica("25s");
        TestActivity running = message("one");
        stopping.deliver(running);
        await().untilAsserted(() -> assertThat(surroundings.requestsToModel()).hasSize(1));
        surroundings.modelAnswers("quick");

        stopping.process.destroy();

        assertThat(stopping.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // A second, and half a second more for a busy machine.
        await().atMost(Duration.ofMillis(1_500))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() ->
                        assertThat(surroundings.said(running.conversation())).containsExactly("quick"));
        assertThat(surroundings.lastMessages()).containsExactly("one", "one");
    }

    private TestActivity message(String text) {
        return TestActivity.message(text, surroundings.serviceUrl());
    }

    private final class Replica {

        private final int port = freePort();
        private final int management = freePort();
        private final Process process;

        Replica(String grace) throws IOException {
            Map<String, String> variables = new HashMap<>(Map.of(
                    "MICROSOFT_APP_ID",
                    Surroundings.APP_ID,
                    "MICROSOFT_APP_PASSWORD",
                    Surroundings.APP_PASSWORD,
                    "MICROSOFT_APP_TYPE",
                    "SingleTenant",
                    "MICROSOFT_APP_TENANT_ID",
                    Surroundings.TENANT,
                    "AZURE_OPENAI_ENDPOINT",
                    surroundings.address("/model"),
                    "AZURE_OPENAI_KEY",
                    Surroundings.MODEL_KEY,
                    "REDIS_URL",
                    redis.url(),
                    "PORT",
                    Integer.toString(port),
                    "MANAGEMENT_PORT",
                    Integer.toString(management),
                    "PARLEY_TURNS_SHUTDOWN_GRACE",
                    grace));
            variables.put("PARLEY_CREDENTIALS_AUTHORITY", surroundings.address(""));
            variables.put("PARLEY_CONNECTOR_TRUSTED_ORIGINS", surroundings.address(""));
            variables.put("PARLEY_AUTHENTICATION_CONNECTOR_METADATA", surroundings.address("/openid/configuration"));
            process = DeployedParley.start(variables, folder.resolve("output-" + port));
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(health("ready"))
                    .isEqualTo(200));
        }

        int health(String kind) {
            return given().port(management).get("/q/health/" + kind).statusCode();
        }

        /** Repeats the request like the Connector, until it is accepted. */
        void deliver(TestActivity activity) {
            await().untilAsserted(() -> given().port(port)
                    .contentType("application/json")
                    .header("Authorization", "Bearer " + surroundings.token())
                    .body(activity.toString())
                    .post("/api/messages")
                    .then()
                    .statusCode(202));
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
