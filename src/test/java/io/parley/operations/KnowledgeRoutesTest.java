package io.parley.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.parley.messages.LogFile;
import io.parley.playground.DemoEnvironment;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of the documents. */
@QuarkusTest
@NullUnmarked
@WithTestResource(DemoEnvironment.class)
class KnowledgeRoutesTest {

    LogFile log;

    @Test
    void showsWhatIsFoundForAQuestion() {
        find(Map.of("question", "Can I show the status page on my own domain?"))
                .statusCode(200)
                .body("searched", is(true))
                .body("milliseconds", greaterThan(0f))
                .body("found[0].score", greaterThan(0f))
                .body("found[0].document", is("status-pages.md"))
                .body("found[0].title", is("Status pages"))
                .body("found[0].headings", is(List.of("Use your own domain")))
                .body("found[0].language", is("en"))
                .body("found[0].address", containsString("/playground/documents/status-pages"))
                .body("found[0].text", containsString("CNAME"));
    }

    @Test
    void showsTheBestPassagesFirstAndAsManyAsAreAskedFor() {
        List<Float> scores = find(Map.of("question", "monitor alert incident", "limit", "3"))
                .body("found", hasSize(3))
                .extract()
                .path("found.score");

        assertThat(scores).isSortedAccordingTo((left, right) -> Float.compare(right, left));
    }

    @Test
    void searchesAQuestionThatFollowsUpWithTheOneBefore() {
        find(Map.of("question", "and on weekends?", "earlier", "Who is on call?"))
                .body("found.document", org.hamcrest.Matchers.hasItem("on-call.md"));
    }

    @Test
    void saysThatAQuestionHasNothingToSearchFor() {
        find(Map.of("question", "can you do that?")).body("searched", is(false)).body("found", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/knowledge", "/knowledge?question=", "/knowledge?question=alerts&limit=0"})
    void asksForAQuestionAndALimit(String path) {
        given().get(log.management().resolve(path)).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void rejectsWebPages() {
        given().header("Origin", "https://page.example")
                .get(log.management().resolve("/knowledge?question=alerts"))
                .then()
                .statusCode(403);
    }

    @Test
    void isNotOnThePortForMessages() {
        given().get("/knowledge?question=alerts").then().statusCode(404);
    }

    @Test
    void logsNoQuestion() throws IOException {
        find(Map.of("question", "canary monitor")).statusCode(200);

        assertThat(Files.readString(log.path())).doesNotContain("canary monitor", "canary%20monitor", "canary+monitor");
    }

    private ValidatableResponse find(Map<String, String> parameters) {
        return given().queryParams(parameters)
                .get(log.management().resolve("/knowledge"))
                .then();
    }
}
