package io.parley.playground;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for manual calls during the development of a registered bot. */
@QuarkusTest
@NullUnmarked
@WithTestResource(PlaygroundEnvironment.class)
class TokenTest {

    private static final String SERVICE_URL = "http://localhost:9/";

    @Test
    void isGoodForTheServiceUrlThatItIsFor() {
        deliver(token(SERVICE_URL), SERVICE_URL, "emulator").statusCode(200).body("activities", hasSize(1));
    }

    @Test
    void isGoodForNoOther() {
        deliver(token(SERVICE_URL), "http://localhost:10/", "emulator").statusCode(401);
    }

    @Test
    void isGoodForNoChannelThatNobodyPlays() {
        deliver(token(SERVICE_URL), SERVICE_URL, "slack").statusCode(401);
    }

    @Test
    void isGoodAsItIsOnly() {
        String token = token(SERVICE_URL);
        String altered = token.substring(0, token.length() - 6) + "AAAAAA";

        deliver(altered, SERVICE_URL, "emulator").statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://smba.trafficmanager.net/amer/", "http://localhost.example.com/", "nonsense"})
    void isForNoPlaceButThisMachine(String serviceUrl) {
        given().queryParam("serviceUrl", serviceUrl)
                .get("/playground/token")
                .then()
                .statusCode(400);
    }

    private static String token(String serviceUrl) {
        return given().queryParam("serviceUrl", serviceUrl)
                .get("/playground/token")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static ValidatableResponse deliver(String token, String serviceUrl, String channel) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + token)
                .body("""
                        {"type": "message", "id": "%s", "channelId": "%s", "serviceUrl": "%s", "text": "hello",
                         "deliveryMode": "expectReplies", "from": {"id": "you"}, "recipient": {"id": "bot"},
                         "conversation": {"id": "%s"}}""".formatted(UUID.randomUUID(), channel, serviceUrl, UUID.randomUUID()))
                .post("/api/messages")
                .then();
    }
}
