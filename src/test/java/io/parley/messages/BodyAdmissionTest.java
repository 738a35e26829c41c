package io.parley.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.memory.MemoryQueue.Claim;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
@WithTestResource(ParleyEnvironment.class)
class BodyAdmissionTest {

    private static final int ALL = Integer.MAX_VALUE;

    @TestHTTPResource("/api/messages")
    URI messages;

    @Inject
    BodyAdmission admission;

    Surroundings surroundings;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void giveAllBack() {
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
    }

    @Test
    void refusesABodyWhileOthersTakeAllRoom() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
        Claim all = admission.queue().claim(ALL);

        HttpResponse<String> refused = post("a canary", surroundings.token());
        HttpResponse<String> large = post("x".repeat(240_000), surroundings.token());
        HttpResponse<String> stranger = post("a canary", "not-a-token");
        all.end();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("Connection")).hasValue("close");
        assertThat(large.statusCode()).isEqualTo(503);
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(post("a canary", surroundings.token()).statusCode()).isEqualTo(202);
    }

    @Test
    void hasABodyWaitForRoom() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
        Claim all = admission.queue().claim(ALL);
        try (Socket waiting = begin(surroundings.token(), "Content-Length: 4000")) {
            await().until(() -> admission.queue().length() == 1);
            String activity =
                    TestActivity.message("a canary", surroundings.serviceUrl()).toString();

            all.end();
            waiting.getOutputStream()
                    .write((activity + " ".repeat(4000 - activity.length())).getBytes(StandardCharsets.UTF_8));

            waiting.setSoTimeout(30_000);
            assertThat(new String(
                            waiting.getInputStream().readNBytes("HTTP/1.1 202".length()), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 202");
        }
    }

    @Test
    void forgetsAWaitingBodyWhoseClientHasGone() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
        Claim all = admission.queue().claim(ALL);
        try (Socket waiting = begin(surroundings.token(), "Content-Length: 1000")) {
            await().until(() -> admission.queue().length() == 1);
            assertThat(waiting.isConnected()).isTrue();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> admission.queue().length() == 0);
        all.end();
    }

    @Test
    void countsABodyUntilItsRequestEnds() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
        try (Socket socket = begin(surroundings.token(), "Content-Length: 1000")) {
            await().until(() -> admission.budget().used() == 4000);
            assertThat(socket.isConnected()).isTrue();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
    }

    @Test
    void countsABodyOfUnknownLengthAsTheLargest() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
        try (Socket socket = begin(surroundings.token(), "Transfer-Encoding: chunked")) {
            await().until(() -> admission.budget().used() == 4 * 256 * 1024);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void countsABodyNoMoreThatDoesNotCome() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
        try (Socket socket = begin(surroundings.token(), "Content-Length: 1000")) {
            await().until(() -> admission.budget().used() == 4000);

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> admission.budget().used() == 0);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void countsNothingOfAStranger() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> admission.budget().used() == 0);
        try (Socket socket = begin("not-a-token", "Content-Length: 1000")) {
            socket.setSoTimeout(30_000);

            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 401".length());

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
            assertThat(admission.budget().used()).isZero();
        }
    }

    private HttpResponse<String> post(String text, String token) throws IOException, InterruptedException {
        TestActivity activity = TestActivity.message(text, surroundings.serviceUrl());
        HttpRequest request = HttpRequest.newBuilder(messages)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(activity.toString()))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Sends a request without its body. */
    private Socket begin(String token, String length) throws IOException {
        Socket socket = new Socket(messages.getHost(), messages.getPort());
        socket.getOutputStream()
                .write(("POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + token + "\r\n" + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
