package io.parley.playground;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The deployed application without any account: a demo for this machine only. */
@QuarkusIntegrationTest
@NullUnmarked
@WithTestResource(DemoEnvironment.class)
class DemoIT {

    @Test
    void answersInThePlayground() {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            page.say("hello", "none").statusCode(202);
            page.untilDone(1);

            assertThat(page.replies()).last().asString().contains("demo model");
        }
    }

    @Test
    void answersNobodyWithoutAToken() {
        given().contentType("application/json")
                .body("""
                        {"type": "message", "id": "1", "channelId": "emulator", "text": "hello",
                         "deliveryMode": "expectReplies", "from": {"id": "you"}, "recipient": {"id": "bot"},
                         "conversation": {"id": "1"}}""")
                .post("/api/messages")
                .then()
                .statusCode(401);
    }
}
