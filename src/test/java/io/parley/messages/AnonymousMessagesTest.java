package io.parley.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.redis.TestRedis;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Development without any registration, with captured activities of the Agents Playground. */
@QuarkusTest
@NullUnmarked
@WithTestResource(AnonymousEnvironment.class)
class AnonymousMessagesTest {

    Surroundings surroundings;
    TestRedis redis;

    /** Otherwise the next test would see what an earlier test began. */
    @BeforeEach
    void startOver() {
        await().untilAsserted(() -> assertThat(redis.keys()).noneMatch(key -> key.contains(":turns:")));
        surroundings.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"msteams", "webchat", "emulator", "directline"})
    void answersWhatTheAgentsPlaygroundSends(String channel) {
        surroundings.modelAnswers("an answer");
        String conversation = UUID.randomUUID().toString();

        List<Integer> answers = captured(channel).stream()
                .map(activity -> deliver(inConversation(activity, conversation)))
                .map(response -> response.extract().statusCode())
                .distinct()
                .sorted()
                .toList();

        assertThat(answers).first().isEqualTo(202);
        assertThat(answers).isSubsetOf(202, 501);
        await().untilAsserted(() -> assertThat(surroundings.said(conversation))
                .hasSizeGreaterThanOrEqualTo(2)
                .contains("an answer"));
        assertThat(surroundings.said(conversation))
                .filteredOn(text -> text.contains("support bot"))
                .hasSize(1);
        assertThat(surroundings.lastMessages()).isNotEmpty().doesNotContain("null", "");
    }

    @Test
    void neverShowsATokenToAnybody() {
        TestActivity question = TestActivity.message("hello", surroundings.serviceUrl());

        deliver(question.json()).statusCode(202);

        await().untilAsserted(
                        () -> assertThat(surroundings.requestsToConnector()).hasSize(1));
        assertThat(surroundings.requestsToConnector().get(0).containsHeader("Authorization"))
                .isFalse();
        assertThat(surroundings.tokensAsked()).isZero();
    }

    @Test
    void answersNobodyButThisMachine() {
        deliver(TestActivity.message("hello", "https://smba.trafficmanager.net/amer/")
                        .json())
                .statusCode(401);

        assertThat(surroundings.questions()).isEmpty();
    }

    private JsonNode inConversation(JsonNode activity, String conversation) {
        ObjectNode changed = activity.deepCopy();
        ((ObjectNode) changed.get("conversation")).put("id", conversation);
        return changed.put("serviceUrl", surroundings.serviceUrl());
    }

    private static List<JsonNode> captured(String channel) {
        JsonNode requests = Surroundings.resource("activities/inbound-" + channel + ".json");
        return StreamSupport.stream(requests.spliterator(), false)
                .filter(request -> request.get("method").textValue().equals("POST"))
                .map(request -> request.get("body"))
                .toList();
    }

    private static ValidatableResponse deliver(JsonNode activity) {
        return given().contentType("application/json")
                .body(activity.toString())
                .post("/api/messages")
                .then();
    }
}
