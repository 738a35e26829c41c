package io.parley.playground;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The local channel from the view of the page and of the bot: real HTTP on both sides, and tokens, because the bot is
 * registered.
 */
@QuarkusTest
@NullUnmarked
@WithTestResource(PlaygroundEnvironment.class)
class PlaygroundTest {

    @ParameterizedTest
    @ValueSource(strings = {"msteams", "webchat", "emulator"})
    void welcomesWhoOpensIt(String channel) {
        try (Watcher page = Watcher.opening(channel, false)) {
            page.untilDone(0);

            assertThat(page.replies()).singleElement().asString().contains("support bot");
            assertThat(page.steps(0)).containsExactly("accepted", "running", "recorded", "sent", "done");
        }
    }

    @Test
    void showsEachStepOfATurn() {
        try (Watcher page = Watcher.opening("emulator", false).untilDone(0)) {
            page.say("How do I add a monitor?", "none").statusCode(202);
            page.untilDone(1);

            assertThat(page.steps(1))
                    .containsExactly("accepted", "running", "model", "answered", "recorded", "sent", "done");
            assertThat(page.replies()).hasSize(2);
            JsonNode reply = page.fromBot().toList().get(1);
            assertThat(reply.path("turn").asText()).isEqualTo(page.sent().get(1));
            assertThat(reply.at("/activity/replyToId").asText())
                    .isEqualTo(page.sent().get(1));
            await().untilAsserted(() -> assertThat(page.all("delivery"))
                    .extracting(delivery -> delivery.path("status").intValue())
                    .containsExactly(202, 202));
        }
    }

    @Test
    void showsOneReplyToAMessageThatIsDeliveredAgain() {
        try (Watcher page = Watcher.opening("emulator", false).untilDone(0)) {
            page.say("hello", "none").statusCode(202);
            page.post("redeliveries", "{}").statusCode(202);
            page.untilDone(1);
            page.post("redeliveries", "{}").statusCode(202);
            page.say("and then", "none").statusCode(202);
            page.untilDone(2);

            assertThat(page.replies()).hasSize(3);
            assertThat(page.steps(1)).containsOnlyOnce("accepted", "running", "done");
            assertThat(page.steps(1)).filteredOn("repeated"::equals).hasSize(2);
        }
    }

    @Test
    void answersFiveAtOnceInOrder() {
        try (Watcher page = Watcher.opening("emulator", false).untilDone(0)) {
            page.post("messages", "{\"texts\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}").statusCode(202);
            page.untilDone(5);

            assertThat(page.fromBot().skip(1).map(reply -> reply.path("turn").asText()))
                    .isEqualTo(page.sent().subList(1, 6));
            IntStream.rangeClosed(1, 5)
                    .forEach(turn -> assertThat(page.steps(turn)).containsOnlyOnce("running", "done"));
        }
    }

    @ParameterizedTest
    @CsvSource({"connector-502, 502", "connector-429, 429"})
    void showsOneReplyThoughTheConnectorRefuses(String trouble, int status) {
        try (Watcher page = Watcher.opening("emulator", false).untilDone(0)) {
            page.say("hello", trouble).statusCode(202);
            page.untilDone(1);

            assertThat(page.statuses().subList(1, page.statuses().size()))
                    .startsWith(status)
                    .endsWith(201)
                    .containsOnlyOnce(201);
            assertThat(page.replies()).hasSize(2);
            assertThat(page.steps(1)).endsWith("recorded", "sent", "done");
        }
    }

    @Test
    void showsTheApologyWhenTheModelFails() {
        try (Watcher page = Watcher.opening("emulator", false).untilDone(0)) {
            page.say("hello", "failing-model").statusCode(202);
            page.untilDone(1);

            assertThat(page.replies()).last().asString().contains("something went wrong");
            assertThat(page.all("step")
                            .filter(step -> step.path("step").asText().equals("answered")))
                    .singleElement()
                    .satisfies(step -> assertThat(step.path("detail").asText()).contains("fail"));
        }
    }

    @Test
    void showsThatTheBotIsAtWorkWhileTheModelIsSlow() {
        try (Watcher page = Watcher.opening("emulator", false).untilDone(0)) {
            page.say("hello", "slow-model").statusCode(202);
            page.untilDone(1);

            assertThat(page.all("activity")
                            .filter(event -> event.path("direction").asText().equals("fromBot"))
                            .map(event -> event.at("/activity/type").asText()))
                    .startsWith("message", "typing")
                    .endsWith("message");
        }
    }

    @Test
    void saysNothingInAGroupUnlessItIsNamed() {
        try (Watcher page = Watcher.opening("msteams", true).untilDone(0)) {
            page.say("who is on call?", "none").statusCode(202);
            page.post("messages", "{\"texts\":[\"hello\"],\"mention\":true}").statusCode(202);
            page.untilDone(2);

            assertThat(page.steps(1)).isEmpty();
            assertThat(page.replies()).hasSize(2);
        }
    }

    @Test
    void ratesAnswersOnTeams() {
        try (Watcher page = Watcher.opening("msteams", false).untilDone(0)) {
            page.say("hello", "none").statusCode(202);
            page.untilDone(1);
            String messageId = page.fromBot().toList().get(1).path("messageId").asText();

            page.post("feedback", "{\"messageId\":\"" + messageId + "\",\"reaction\":\"like\"}")
                    .statusCode(202);

            await().untilAsserted(() -> assertThat(page.all("delivery")).last().satisfies(delivery -> assertThat(
                            delivery.path("status").intValue())
                    .isEqualTo(200)));
        }
    }

    @Test
    void goesOnWhereAPageHadComeTo() {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            long middle = page.events().get(2).number();

            try (Watcher later = page.again(middle)) {
                await().untilAsserted(() -> assertThat(later.events())
                        .isNotEmpty()
                        .isEqualTo(page.events()
                                .subList((int) middle, page.events().size())));
            }
        }
    }

    @Test
    void refusesWhatItCannotSend() {
        try (Watcher page = Watcher.opening("webchat", false)) {
            page.post("redeliveries", "{}").statusCode(409);
            page.post("messages", "{}").statusCode(400).body("detail", equalTo("There is nothing to send."));
            page.say(" ", "none").statusCode(400);
            page.say("x".repeat(32_001), "none").statusCode(400).body("detail", containsString("32,000"));
            page.post("feedback", "{\"messageId\":\"m1\",\"reaction\":\"like\"}")
                    .statusCode(400);
        }
        given().contentType("application/json")
                .body("{\"texts\":[\"hello\"]}")
                .post("/playground/conversations/unknown/messages")
                .then()
                .statusCode(404);
        given().get("/playground/conversations/unknown/events").then().statusCode(404);
    }

    @Test
    void leadsToThePageAndLetsItLoadNothingFromElsewhere() {
        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(302)
                .header("Location", containsString("/playground"));
        given().get("/playground")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("X-Content-Type-Options", "nosniff");
        List.of("playground.css", "icon.svg")
                .forEach(file -> given().get("/playground/" + file).then().statusCode(200));
    }

    @Test
    void servesEachModuleThatThePageImports() {
        Set<String> modules = new LinkedHashSet<>(List.of("playground.js"));
        for (List<String> next = List.copyOf(modules); !next.isEmpty(); ) {
            next = next.stream()
                    .flatMap(PlaygroundTest::imports)
                    .filter(modules::add)
                    .toList();
        }
        assertThat(modules).contains("conversation.js", "chat-view.js", "server.js", "marked.js", "purify.js");
    }

    private static Stream<String> imports(String module) {
        String source = given().get("/playground/" + module)
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Content-Security-Policy", containsString("require-trusted-types-for 'script'"))
                .extract()
                .asString();
        return Pattern.compile("^import .* from '\\./([^']+)';$", Pattern.MULTILINE)
                .matcher(source)
                .results()
                .map(found -> found.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.js", "PageFile.class", "marked.esm.js", "index.html", "..%2fplayground%2fdom.js"})
    void servesNoOtherFile(String file) {
        given().urlEncodingEnabled(false).get("/playground/" + file).then().statusCode(404);
    }

    @Test
    void sendsAFileAgainOnlyWhenItHasChanged() {
        String version = given().get("/playground/dom.js")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache")
                .extract()
                .header("ETag");

        given().header("If-None-Match", version)
                .get("/playground/dom.js")
                .then()
                .statusCode(304)
                .header("ETag", version)
                .body(emptyString());
        given().header("If-None-Match", "\"another\"")
                .get("/playground/dom.js")
                .then()
                .statusCode(200);
        assertThat(given().get("/playground/turn.js").header("ETag")).isNotEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://elsewhere.example",
        "Origin, null",
        "Host, elsewhere.example",
        "Host, localhost.elsewhere.example",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Via, 1.1 proxy",
        "X-Forwarded-For, 127.0.0.1",
        "X-Forwarded-Port, 443",
        "X-Forwarded-Proto-Version, x",
        "X-Original-Host, localhost",
        "X-Original-Forwarded-For, 127.0.0.1",
        "X-Real-IP, 127.0.0.1",
        "X-Client-IP, 127.0.0.1",
        "X-Cluster-Client-IP, 127.0.0.1",
        "X-Envoy-External-Address, 127.0.0.1",
        "X-Azure-ClientIP, 127.0.0.1",
        "X-ProxyUser-Ip, 127.0.0.1",
        "WL-Proxy-Client-IP, 127.0.0.1",
        "True-Client-IP, 127.0.0.1",
        "CF-Connecting-IP, 127.0.0.1",
        "CF-Ray, 1",
        "Fastly-Client-IP, 127.0.0.1",
        "Client-IP, 127.0.0.1",
        "CDN-Loop, x",
        "Forwarded, for=127.0.0.1"
    })
    void letsNobodyInFromElsewhere(String header, String value) {
        List.of("/", "/playground", "/playground/playground.js", "/playground/demo/monitors/checkout")
                .forEach(path -> given().redirects()
                        .follow(false)
                        .header(header, value)
                        .get(path)
                        .then()
                        .statusCode(403));
        List.of(
                        "/playground/conversations",
                        "/playground//conversations",
                        "/playground/x/../conversations",
                        "/play%67round/conversations",
                        "/playground/connector/v3/conversations/any/activities")
                .forEach(path -> given().urlEncodingEnabled(false)
                        .header(header, value)
                        .contentType("application/json")
                        .body("{}")
                        .post(path)
                        .then()
                        .statusCode(403));
        given().header(header, value)
                .body("{}")
                .contentType("text/plain")
                .post("/playground/conversations")
                .then()
                .statusCode(403);
        given().header(header, value).put("/playground/conversations").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/playground;x/conversations", "/playground/conversations;x=y", "/playground/conversations%3Bx"})
    void hasNoPathWithParameters(String path) {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(404);
    }

    @Test
    void givesTheTroubleOfAMessageToItsOwnReply() {
        try (Watcher page = Watcher.opening("emulator", false)) {
            page.say("hello", "connector-502").statusCode(202);
            page.untilDone(1);

            assertThat(page.fromBot()
                            .map(event -> page.sent().indexOf(event.path("turn").asText()) + " "
                                    + event.path("status").intValue()))
                    .containsExactly("0 201", "1 502", "1 201");
        }
    }
}
