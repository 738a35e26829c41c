package io.parley.bot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import io.parley.activity.Activity;
import io.parley.activity.ActivityBuilder;
import io.parley.activity.Samples;
import io.parley.chat.ChatModel;
import io.parley.mode.Playground;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bot starts and answers without the playground. */
@QuarkusTest
@TestProfile(WithoutPlaygroundTest.NoPlayground.class)
class WithoutPlaygroundTest {

    @Inject
    ModelSelector models;

    @Inject
    ChatModel model;

    @Test
    void asksTheOneModel() {
        Activity message = Samples.message("c", "1", "Hi");

        assertThat(models.select(message)).isSameAs(model);
    }

    @Test
    void startsWithNoBeanOfThePlayground() {
        assertThat(Arc.container().beanManager().getBeans(Object.class, jakarta.enterprise.inject.Any.Literal.INSTANCE))
                .isNotEmpty()
                .noneMatch(bean -> bean.getBeanClass().getPackageName().equals("io.parley.playground"));
        given().get(Playground.CONNECTOR_PATH).then().statusCode(404);
    }

    @Test
    void answersAMessage() throws Exception {
        Activity message = ActivityBuilder.builder(Samples.message("c", "1", "Hi"))
                .serviceUrl("http://localhost:9/")
                .deliveryMode("expectReplies")
                .build();

        given().contentType("application/json")
                .body(Samples.MAPPER.writeValueAsString(message))
                .post("/api/messages")
                .then()
                .statusCode(200)
                .body("activities.text", contains("There is no model."));
    }

    /** Removes the beans of the package, as if it were deleted. */
    public static final class NoPlayground implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.arc.exclude-types", "io.parley.playground.*",
                    "parley.chat.endpoint", "http://127.0.0.1:9",
                    "parley.chat.key", "key",
                    "parley.chat.tries", "1",
                    "parley.bot.apology", "There is no model.");
        }
    }
}
