package io.parley.playground;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the first question of a user without an account: the answer is right, and its source can be opened. */
@QuarkusTest
@NullUnmarked
@WithTestResource(DemoEnvironment.class)
class HandbookTest {

    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[1]: (\\S+) \"(.*)\"$");

    @ParameterizedTest
    @CsvSource({
        "How do I add a monitor?, press **New monitor**, Add a monitor > How to add a monitor",
        "Can I show the status page on my own domain?, CNAME, Status pages > Use your own domain",
        "my nightly backup should raise an alarm, nightly backup, Heartbeats for jobs",
    })
    void answersFromThePageAndNamesIt(String question, String words, String title) {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            page.say(question, "none").statusCode(202);
            page.untilDone(1);

            String answer = page.replies().get(1);
            assertThat(answer).contains("demo model", words);
            Matcher definition = DEFINITION.matcher(answer);
            assertThat(definition.find()).isTrue();
            assertThat(definition.group(2)).isEqualTo(title);
            given().get(URI.create(definition.group(1)).getPath())
                    .then()
                    .statusCode(200)
                    .contentType("text/html")
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .body(containsString("title: " + title.split(" > ")[0]));
        }
    }

    @Test
    void saysSoWhereNoPageAnswers() {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            page.say("bicycles?", "none").statusCode(202);
            page.untilDone(1);

            assertThat(page.replies().get(1)).contains("No page mentions that");
        }
    }

    @Test
    void servesNoOtherPage() {
        given().get("/playground/documents/other").then().statusCode(404);
    }
}
