package io.parley.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of another bot beside those of the Connector. */
@QuarkusTest
@NullUnmarked
@WithTestResource(OtherBotsEnvironment.class)
class OtherBotsTest {

    private static final String CALLER_ID = "urn:botframework:aadappid:";

    Surroundings surroundings;

    @BeforeEach
    void startOver() {
        surroundings.reset();
    }

    @Test
    void repliesToAnotherBotWithATokenForIt() {
        deliver(message().with("callerId", CALLER_ID + "somebody-else"), tokenOfOtherBot())
                .statusCode(202);

        LoggedRequest reply = reply();
        assertThat(reply.getHeader("Authorization")).isEqualTo("Bearer " + Surroundings.OTHER_BOT_TOKEN);
        assertThat(reply.getBodyAsString()).doesNotContain("callerId");
    }

    @Test
    void believesNoActivityThatNamesItsCaller() {
        deliver(message().with("callerId", CALLER_ID + Surroundings.OTHER_BOT), surroundings.token())
                .statusCode(202);

        assertThat(reply().getHeader("Authorization")).isEqualTo("Bearer " + Surroundings.BOT_TOKEN);
    }

    @Test
    void repliesInTheResponseWithoutNamingTheCaller() {
        deliver(message().expectingReplies(), tokenOfOtherBot())
                .statusCode(200)
                .body("activities", hasSize(1))
                .body("activities[0].callerId", nullValue());
    }

    private LoggedRequest reply() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(surroundings.requestsToConnector())
                .isNotEmpty());
        return surroundings.requestsToConnector().get(0);
    }

    private String tokenOfOtherBot() {
        return surroundings.token(Surroundings.claimsOfOtherBot());
    }

    private TestActivity message() {
        return TestActivity.message("canary?", surroundings.serviceUrl());
    }

    private static ValidatableResponse deliver(TestActivity activity, String token) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + token)
                .body(activity.toString())
                .post("/api/messages")
                .then();
    }
}
