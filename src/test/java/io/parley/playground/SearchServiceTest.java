package io.parley.playground;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.messages.LogFile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A bot whose documents are in an index of Azure AI Search. */
@QuarkusTest
@NullUnmarked
@WithTestResource(SearchServiceEnvironment.class)
class SearchServiceTest {

    LogFile log;

    @Inject
    MeterRegistry registry;

    @Test
    void answersFromTheIndexAndNamesTheSource() {
        assertThat(answer("How long may I return an opened item?"))
                .contains("Opened items: within 14 days.", "[1]: https://docs.example/returns \"Returns\"");
    }

    @Test
    void showsAnOperatorWhatIsFound() {
        given().queryParam("question", "How long may I return an opened item?")
                .get(log.management().resolve("/knowledge"))
                .then()
                .statusCode(200)
                .body("found[0].score", is(2.9f))
                .body("found[0].address", is("https://docs.example/returns"));
    }

    @Test
    void answersWithoutPassagesWhereTheServiceFails() throws IOException {
        double before = failed();

        assertThat(answer("What happens in an outage?"))
                .contains("You said: “What happens in an outage?”")
                .doesNotContain("No page mentions that", "Opened items");

        assertThat(failed()).isEqualTo(before + 1);
        assertThat(Files.readString(log.path()))
                .contains("PARLEY_KNOWLEDGE_SEARCH_KEY")
                .doesNotContain("What happens in an outage", "canary-query-key");
        given().queryParam("question", "outage")
                .get(log.management().resolve("/knowledge"))
                .then()
                .statusCode(503)
                .body("detail", containsString("PARLEY_KNOWLEDGE_SEARCH_KEY"));
    }

    private double failed() {
        return registry.counter("parley.knowledge.answers", "outcome", "search_failed")
                .count();
    }

    private static String answer(String question) {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            page.say(question, "none").statusCode(202);
            page.untilDone(1);
            return page.replies().get(1);
        }
    }
}
