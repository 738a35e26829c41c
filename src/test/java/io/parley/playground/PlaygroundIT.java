package io.parley.playground;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

/** Repeats the tests in production, with the playground on. */
@QuarkusIntegrationTest
class PlaygroundIT extends PlaygroundTest {

    @Test
    void handsNoTokenToAnybody() {
        given().get("/playground/token").then().statusCode(404);
    }
}
