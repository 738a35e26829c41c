package io.parley.messages;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts query only metrics and labels that exist after turns of each kind. */
@QuarkusTest
@NullUnmarked
@WithTestResource(DocumentsEnvironment.class)
class DashboardTest {

    private static final Path DASHBOARD = Path.of("docs/grafana-dashboard.json");
    private static final Path RULES = Path.of("docs/prometheus-rules.yaml");

    private static final Pattern SAMPLE = Pattern.compile("^([a-z0-9_]+)(?:\\{([^}]*)})? ", Pattern.MULTILINE);
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:http|jvm|netty|parley|process|redis|worker)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)(?:=~|!~|!=|=)\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern ALERT = Pattern.compile("^ +expr: (.+)$", Pattern.MULTILINE);

    /** Labels that Prometheus adds. */
    private static final Set<String> SCRAPED = Set.of("job", "instance");

    Surroundings surroundings;
    LogFile log;

    @BeforeEach
    void startOver() {
        surroundings.reset();
    }

    @Test
    void asksForMetricsAndLabelsThatThereAre() throws IOException {
        surroundings.modelAnswersWithTool("It is up.");
        deliver(message("Is it up?").expectingReplies(), 200);
        surroundings.modelAnswers("An answer.");
        deliver(message("A question"), 202);
        deliver(message("A question").expectingReplies(), 200);
        deliver(TestActivity.sample("teams-invoke-message-submitAction-feedback", surroundings.serviceUrl()), 200);
        surroundings.modelFails(500, "azure-openai/500_server_error.json");
        deliver(message("A question"), 202);
        await().atMost(Duration.ofSeconds(30)).until(() -> metrics().containsKey("parley_chat_retries_total"));
        surroundings.reset();
        surroundings.connectorResponds(aResponse().withStatus(403));
        deliver(message("A question"), 202);
        await().until(() -> metrics().containsKey("parley_chat_first_token_seconds_count"));

        Map<String, Set<String>> metrics = metrics();

        assertThat(queries()).hasSizeGreaterThan(40).allSatisfy(query -> check(query, metrics));
    }

    private static void check(String query, Map<String, Set<String>> metrics) {
        Set<String> labels = new HashSet<>(SCRAPED);
        List<String> names =
                METRIC.matcher(query).results().map(match -> match.group(1)).toList();
        assertThat(metrics).containsKeys(names.toArray(String[]::new));
        names.forEach(name -> labels.addAll(metrics.get(name)));
        METRIC.matcher(query).results().forEach(match -> assertThat(labels(match.group(2)))
                .as("labels of %s", match.group(1))
                .isSubsetOf(Stream.concat(metrics.get(match.group(1)).stream(), SCRAPED.stream())
                        .collect(toSet())));
        GROUPING.matcher(query).results().forEach(match -> assertThat(labels)
                .contains(match.group(1).split(", ")));
        assertThat(names).isNotEmpty();
    }

    private static List<String> queries() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
        Stream<String> shown = stream(dashboard.get("panels"))
                .filter(panel -> !panel.get("title").textValue().contains("JVM only"))
                .flatMap(panel -> stream(panel.path("targets")))
                .map(target -> target.get("expr").textValue());
        Stream<String> alerts = ALERT.matcher(Files.readString(RULES)).results().map(match -> match.group(1));
        return Stream.concat(shown, alerts).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The names of labels by the name of their metric. */
    private Map<String, Set<String>> metrics() {
        Map<String, Set<String>> labels = new HashMap<>();
        SAMPLE.matcher(given().get(log.management().resolve("/q/metrics")).asString())
                .results()
                .forEach(sample -> labels.computeIfAbsent(sample.group(1), name -> new HashSet<>())
                        .addAll(labels(sample.group(2))));
        return labels;
    }

    private static Set<String> labels(String selector) {
        return selector == null
                ? Set.of()
                : LABEL.matcher(selector).results().map(match -> match.group(1)).collect(toSet());
    }

    private TestActivity message(String text) {
        return TestActivity.message(text, surroundings.serviceUrl());
    }

    private void deliver(TestActivity activity, int status) {
        given().header("Authorization", "Bearer " + surroundings.token())
                .contentType("application/json")
                .body(activity.toString())
                .post("/api/messages")
                .then()
                .statusCode(status);
    }
}
