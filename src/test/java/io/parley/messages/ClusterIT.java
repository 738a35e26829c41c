package io.parley.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.redis.TestRedis;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deployed application on a Redis Cluster. */
@QuarkusIntegrationTest
@NullUnmarked
@WithTestResource(ClusterEnvironment.class)
class ClusterIT {

    Surroundings surroundings;
    TestRedis redis;
    LogFile log;

    @BeforeEach
    void startOver() {
        surroundings.reset();
    }

    @Test
    void answersConversationsOfEveryNode() {
        List<TestActivity> questions = questions(40, "first");

        questions.forEach(question -> assertThat(deliver(question)).isEqualTo(202));

        awaitAnswers(questions);
        questions.forEach(question ->
                assertThat(surroundings.said(question.conversation())).hasSize(1));
        assertThat(redis.cluster().sizes()).allMatch(keys -> keys > 0);
        assertThat(redis.immortalKeys()).isEmpty();
    }

    @Test
    void answersAllThatWasAcceptedThoughANodeDiesAndComesBack() {
        surroundings.modelAnswersSlowly(500, "an answer");
        List<TestActivity> before = questions(40, "before");
        List<TestActivity> meanwhile = questions(40, "meanwhile");
        before.forEach(question -> assertThat(deliver(question)).isEqualTo(202));

        redis.cluster().kill(0);
        await().untilAsserted(() -> assertThat(deliver(meanwhile.get(0))).isEqualTo(503));
        String health = given().get(log.management().resolve("/q/health/ready")).asString();
        redis.cluster().revive(0);
        meanwhile.forEach(this::deliverUntilAccepted);

        awaitAnswers(before);
        awaitAnswers(meanwhile);
        await().untilAsserted(() -> assertThat(redis.keys()).noneMatch(key -> key.contains(":turns:")));
        assertThat(redis.keys()).noneMatch(key -> key.endsWith(":dead"));
        assertThat(health).contains("DOWN", "nodes of the cluster").doesNotContain("canary");
        assertThat(log.lines())
                .anyMatch(line -> line.contains("nodes of the cluster"))
                .noneMatch(line -> line.contains("canary"));
    }

    private void awaitAnswers(List<TestActivity> questions) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(questions)
                .allSatisfy(question ->
                        assertThat(surroundings.said(question.conversation())).isNotEmpty()));
    }

    /** Repeats the request like the Connector after a Retry-After. */
    private void deliverUntilAccepted(TestActivity activity) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deliver(activity)).isEqualTo(202));
    }

    private int deliver(TestActivity activity) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.token())
                .body(activity.toString())
                .post("/api/messages")
                .statusCode();
    }

    /** Sends each message to its own conversation. The names are fixed, so that every node has some. */
    private List<TestActivity> questions(int count, String name) {
        return IntStream.range(0, count)
                .mapToObj(number -> TestActivity.message("question " + number, surroundings.serviceUrl())
                        .in(name + '-' + number))
                .toList();
    }
}
