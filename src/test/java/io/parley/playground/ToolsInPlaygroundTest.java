package io.parley.playground;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page gets to see of rounds, calls of tools and consent. */
@QuarkusTest
@NullUnmarked
@WithTestResource(DemoToolsEnvironment.class)
class ToolsInPlaygroundTest {

    private static final String[] ASKING = {
        "accepted", "running", "model", "answered", "asked", "recorded", "sent", "done"
    };

    /** Teams gets the question and its card as two messages. */
    private static final String[] ASKING_ON_TEAMS = {
        "accepted", "running", "model", "answered", "asked", "recorded", "sent", "sent", "done"
    };

    @Inject
    MeterRegistry registry;

    @Test
    void saysThatTheModelHasTheToolsOfTheDemo() {
        given().contentType("application/json")
                .body("{}")
                .post("/playground/conversations")
                .then()
                .statusCode(201)
                .body("tools", is(true))
                .body("model", is("demo"));
    }

    @Test
    void showsWhatTheTurnFoundInTheDocumentsWithoutAnotherSearch() {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            long searches = registry.timer("parley.knowledge.search").count();

            page.say("How do I add a monitor?", "none").statusCode(202);
            page.untilDone(1);

            assertThat(page.steps(1))
                    .containsSubsequence("running", "found", "model")
                    .containsOnlyOnce("found");
            JsonNode best = page.step(1, "found").at("/passages/0");
            assertThat(best.path("title").asText()).isNotEmpty();
            assertThat(best.path("score").doubleValue()).isPositive();
            assertThat(registry.timer("parley.knowledge.search").count()).isEqualTo(searches + 1);
        }
    }

    @Test
    void showsRoundsAndTheCallBetweenThem() {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            page.say("Is the website up?", "none").statusCode(202);
            page.untilDone(1);

            assertThat(page.steps(1))
                    .containsSubsequence("model", "answered", "calling", "called", "model", "answered");
            JsonNode called = page.step(1, "called");
            assertThat(called.path("tool").asText()).isEqualTo("monitor_status");
            assertThat(called.path("title").asText()).isEqualTo("State of a monitor");
            assertThat(called.path("effect").asText()).isEqualTo("read");
            assertThat(called.path("number").asText()).isEqualTo("1/1");
            assertThat(called.path("outcome").asText()).isEqualTo("succeeded");
            assertThat(page.step(1, "answered").at("/calls/0/tool").asText()).isEqualTo("monitor_status");
            assertThat(page.replies()).last().asString().contains("website", "120");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"msteams", "webchat", "emulator"})
    void acknowledgesAnIncidentAfterAPressOfYes(String channel) {
        try (Watcher page = askingForConsent(channel)) {
            assertThat(page.steps(1))
                    .filteredOn(step -> !step.equals("found"))
                    .containsExactly(channel.equals("msteams") ? ASKING_ON_TEAMS : ASKING);

            page.press(page.lastMessage(), page.dataOfButton(0)).statusCode(202);
            page.untilDone(2);

            assertThat(page.steps(2)).containsSubsequence("running", "consented", "calling", "called", "done");
            assertThat(page.step(2, "called").path("effect").asText()).isEqualTo("write");
            assertThat(page.step(2, "called").path("outcome").asText()).isEqualTo("succeeded");
        }
    }

    @Test
    void replacesTheCardOnTeams() {
        try (Watcher page = askingForConsent("msteams")) {
            String card = page.lastMessage();
            page.press(card, page.dataOfButton(0)).statusCode(202);
            page.untilDone(2);

            JsonNode update = page.fromBot()
                    .filter(event -> event.path("method").asText().equals("PUT"))
                    .findFirst()
                    .orElseThrow();
            assertThat(update.path("messageId").asText()).isEqualTo(card);
            assertThat(update.at("/activity/attachments/0/content").toString())
                    .contains("This was done")
                    .doesNotContain("Action.");
        }
    }

    @Test
    void answersThePressOfAnActionExecuteWithWhatCameOfIt() {
        try (Watcher page = askingForConsent("msteams")) {
            page.execute(page.lastMessage(), "parley.confirm", page.dataOfButton(0))
                    .statusCode(202);
            page.untilDone(2);

            assertThat(page.step(2, "consented").path("tool").asText()).isEqualTo("acknowledge_incident");
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(page.all("delivery")
                            .filter(event -> event.path("status").intValue() == 200))
                    .singleElement()
                    .extracting(event -> event.at("/body/value/body/1/text").asText())
                    .isEqualTo("This was done: Acknowledge an incident."));
        }
    }

    @Test
    void takesAYesInWords() {
        try (Watcher page = askingForConsent("webchat")) {
            page.say("yes", "none").statusCode(202);
            page.untilDone(2);

            assertThat(page.steps(2)).containsSubsequence("consented", "calling", "called");
        }
    }

    @Test
    void callsNothingAfterANo() {
        try (Watcher page = askingForConsent("webchat")) {
            page.press(page.lastMessage(), page.dataOfButton(1)).statusCode(202);
            page.untilDone(2);

            assertThat(page.steps(2)).contains("declined").doesNotContain("consented", "calling", "called");
        }
    }

    @Test
    void makesACallOnceHoweverOftenTheButtonIsPressed() {
        try (Watcher page = askingForConsent("webchat")) {
            String card = page.lastMessage();
            JsonNode yes = page.dataOfButton(0);
            page.press(card, yes).statusCode(202);
            page.press(card, yes).statusCode(202);
            page.untilDone(3);

            assertThat(page.steps(2)).contains("called");
            assertThat(page.steps(3)).doesNotContain("consented", "declined", "calling", "called");
        }
    }

    @Test
    void showsACallThatFails() {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            page.say("Is the website up?", "failing-tool").statusCode(202);
            page.untilDone(1);
            page.say("Is the website up?", "none").statusCode(202);
            page.untilDone(2);

            assertThat(page.step(1, "called").path("outcome").asText()).isEqualTo("failed");
            assertThat(page.step(2, "called").path("outcome").asText()).isEqualTo("succeeded");
        }
    }

    @Test
    void refusesAPressThatNoChannelSends() {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            page.post("presses", "{}").statusCode(400).body("detail", containsString("messageId"));
            page.execute("m1", "v", page.emptyData()).statusCode(400).body("detail", containsString("Teams"));
        }
    }

    private static Watcher askingForConsent(String channel) {
        Watcher page = Watcher.opening(channel, false).untilDone(0);
        page.say("Acknowledge incident 4711", "none").statusCode(202);
        return page.untilDone(1);
    }
}
