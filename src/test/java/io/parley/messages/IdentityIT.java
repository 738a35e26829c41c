package io.parley.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deployed application with a managed identity in place of its secrets. */
@QuarkusIntegrationTest
@WithTestResource(IdentityEnvironment.class)
@NullUnmarked
class IdentityIT {

    Surroundings surroundings;

    @BeforeEach
    void reset() {
        surroundings.reset();
    }

    @Test
    void asksTheModelAndRepliesWithTokensOfItsManagedIdentity() {
        TestActivity question = TestActivity.message("canary?", surroundings.serviceUrl());

        given().header("Authorization", "Bearer " + surroundings.token())
                .contentType("application/json")
                .body(question.toString())
                .post("/api/messages")
                .then()
                .statusCode(202);

        await().untilAsserted(() ->
                assertThat(surroundings.posted(question.conversation())).isNotEmpty());
        LoggedRequest asked = surroundings.requestsToModel().get(0);
        assertThat(asked.getHeader("Authorization"))
                .isEqualTo("Bearer " + Surroundings.tokenOf("https://cognitiveservices.azure.com"));
        assertThat(asked.containsHeader("api-key")).isFalse();
        assertThat(surroundings.requestsToConnector().get(0).getHeader("Authorization"))
                .isEqualTo("Bearer " + Surroundings.tokenOf("https://api.botframework.com"));
    }
}
