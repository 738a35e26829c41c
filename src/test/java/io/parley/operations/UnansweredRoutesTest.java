package io.parley.operations;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.parley.knowledge.QuestionStore;
import io.parley.messages.LogFile;
import io.parley.playground.DemoEnvironment;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of questions that the documents did not answer. */
@QuarkusTest
@NullUnmarked
@WithTestResource(DemoEnvironment.class)
class UnansweredRoutesTest {

    @Inject
    QuestionStore store;

    LogFile log;

    @BeforeEach
    void keep() {
        store.keep("bicycles for sale", "nothing_found", Duration.ofHours(1))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    @Test
    void listsQuestions() {
        call("GET", "/unanswered")
                .statusCode(200)
                .body("question", hasItem("bicycles for sale"))
                .body("outcome", hasItem("nothing_found"))
                .body("[0].askedAt", org.hamcrest.Matchers.matchesPattern("20\\d\\d-.*Z"));
    }

    @Test
    void deletesAQuestion() {
        call("DELETE", "/unanswered?question=bicycles for sale").statusCode(204);
        call("DELETE", "/unanswered?question=bicycles for sale").statusCode(404);
        call("GET", "/unanswered").body("question", not(hasItem("bicycles for sale")));
    }

    @Test
    void deletesAllQuestions() {
        call("DELETE", "/unanswered").statusCode(204);
        call("GET", "/unanswered").body("", hasSize(0));
    }

    @Test
    void rejectsWebPages() {
        given().header("Origin", "https://page.example")
                .delete(log.management().resolve("/unanswered"))
                .then()
                .statusCode(403);
    }

    private ValidatableResponse call(String method, String path) {
        return given().request(method, log.management() + path).then();
    }
}
