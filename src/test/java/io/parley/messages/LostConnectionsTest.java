package io.parley.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.redis.SilentProxy;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Redis runs, but its connections are dead: its host was replaced, or a gateway has dropped them. */
@QuarkusTest
@NullUnmarked
@WithTestResource(LostConnectionsEnvironment.class)
class LostConnectionsTest {

    private static final int REQUESTS = 64;

    @TestHTTPResource("/api/messages")
    URI messages;

    Surroundings surroundings;
    SilentProxy proxy;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void goesOnOverNewConnections() {
        proxy.fallSilent();
        List<CompletableFuture<Integer>> refused = deliverAtOnce();
        assertThat(refused).allSatisfy(answer -> assertThat(answer.get()).isEqualTo(503));

        proxy.speakToNewcomers();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(deliverAtOnce())
                .allSatisfy(answer -> assertThat(answer.get()).isEqualTo(202)));
    }

    /** More requests than there can be connections. */
    private List<CompletableFuture<Integer>> deliverAtOnce() {
        return Stream.generate(this::deliver).limit(REQUESTS).toList();
    }

    private CompletableFuture<Integer> deliver() {
        TestActivity activity = TestActivity.message("a question", surroundings.serviceUrl());
        HttpRequest request = HttpRequest.newBuilder(messages)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + surroundings.token())
                .POST(BodyPublishers.ofString(activity.toString()))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }
}
