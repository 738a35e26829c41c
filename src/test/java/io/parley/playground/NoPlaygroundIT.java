package io.parley.playground;

import static io.restassured.RestAssured.given;

import io.parley.messages.ParleyEnvironment;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In production, where nobody has asked for it. */
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
                "/playground/conversations/any/events"
            })
    void hasNone(String path) {
        given().get(path).then().statusCode(404);
    }

    @Test
    void takesNothing() {
        given().contentType("application/json")
                .body("{}")
                .post("/playground/conversations")
                .then()
                .statusCode(404);
        given().contentType("application/json")
                .body("{}")
                .post("/playground/connector/v3/conversations/any/activities")
                .then()
                .statusCode(404);
    }
}
