package io.parley.playground;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

/** The same in production, where it was asked for. */
@QuarkusIntegrationTest
class PlaygroundIT extends PlaygroundTest {

    @Test
    void handsNoTokenToAnybody() {
        given().get("/playground/token").then().statusCode(404);
    }
}
