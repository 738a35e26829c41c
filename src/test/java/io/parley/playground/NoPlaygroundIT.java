package io.parley.playground;

import static io.restassured.RestAssured.given;

import io.parley.messages.ParleyEnvironment;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Production without a playground. */
@QuarkusIntegrationTest
@WithTestResource(ParleyEnvironment.class)
class NoPlaygroundIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/playground",
                "/playground/",
                "/playground/playground.js",
                "/playground/token",
                "/playground/conversations/any/events",
                "/playground;x/conversations/any/events",
                "/playground;x/token"
            })
    void hasNone(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(404);
    }

    @Test
    void takesNothing() {
        List.of(
                        "/playground/conversations",
                        "/playground;x/conversations",
                        "/playground/connector/v3/conversations/any/activities",
                        "/playground;x/connector/v3/conversations/any/activities")
                .forEach(path -> given().urlEncodingEnabled(false)
                        .contentType("application/json")
                        .body("{}")
                        .post(path)
                        .then()
                        .statusCode(404));
    }
}
