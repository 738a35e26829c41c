package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.parley.MutableClock;
import io.parley.activity.Activity;
import io.parley.activity.ConversationReference;
import io.parley.activity.Samples;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of replies that are shown while they are written: the requests to the Connector, and the results of its refusals. */
@NullUnmarked
abstract class LiveReplies {

    static final Duration BETWEEN_UPDATES = Duration.ofMillis(1500);
    static final String STREAM = "1:stream";

    private static WireMockServer connector;

    final MutableClock clock = new MutableClock();
    final FakeTimer timer = new FakeTimer(clock);

    /** Called just before each request. */
    final AtomicInteger permissions = new AtomicInteger();

    @BeforeAll
    static void start() {
        connector = new WireMockServer(options().dynamicPort());
        connector.start();
    }

    @AfterAll
    static void stop() {
        connector.stop();
    }

    @BeforeEach
    void reset() {
        connector.resetAll();
    }

    LiveReply onTeams() {
        return reply(teams());
    }

    LiveReply reply(ConversationReference conversation) {
        return client(true).reply(conversation, permissions::incrementAndGet);
    }

    ConnectorClient client(boolean streaming) {
        ConnectorConfig settings = Settings.of();
        ServiceUrlPolicy policy = new ServiceUrlPolicy(List.of(), LocalChannels.ALL);
        Delivery delivery = new Delivery(
                policy,
                new AuthorizedConnector(
                        new HttpConnector(settings, new ObjectMapper()), Optional.empty(), Map.of(), clock),
                new Retries(settings.retry(), () -> 0, clock),
                time -> Uni.createFrom().voidItem(),
                clock);
        return new ConnectorClient(policy, delivery, timer::pause, clock, streaming);
    }

    /** Shows a text, and moves the time by the required pause. */
    void show(LiveReply reply, String text) {
        show(reply, text, BETWEEN_UPDATES);
    }

    void show(LiveReply reply, String text, Duration rest) {
        reply.show(text);
        await().untilAsserted(() -> assertThat(timer.waiting()).isEqualTo(1));
        timer.advance(rest);
        await().untilAsserted(() -> assertThat(timer.waiting()).isZero());
    }

    void inform(LiveReply reply, ConversationReference conversation) {
        reply.inform(conversation.message("Wait"));
        await().untilAsserted(() -> assertThat(timer.waiting()).isEqualTo(1));
        timer.advance(BETWEEN_UPDATES);
    }

    static void finish(LiveReply reply, Activity message) {
        reply.finish(message).await().atMost(Duration.ofSeconds(10));
    }

    static ConversationReference teams() {
        return at(inTeams("personal").reference());
    }

    static Activity inTeams(String conversationType) {
        return Samples.one("teams-message-personal", json -> json.withObject("/conversation")
                .put("conversationType", conversationType));
    }

    static ConversationReference on(String channel) {
        return at(Samples.one("webchat-message", json -> json.put("channelId", channel))
                .reference());
    }

    static ConversationReference at(ConversationReference conversation) {
        return new ConversationReference(
                "reply",
                conversation.channelId(),
                connector.baseUrl(),
                conversation.conversation(),
                conversation.bot(),
                conversation.user(),
                conversation.locale(),
                null);
    }

    static ResponseDefinitionBuilder started() {
        return aResponse().withStatus(201).withBody("{\"id\": \"" + STREAM + "\"}");
    }

    static ResponseDefinitionBuilder taken() {
        return aResponse().withStatus(202).withBody("{}");
    }

    static ResponseDefinitionBuilder refused(String message) {
        return aResponse().withStatus(403).withBody("""
                {"error": {"code": "ContentStreamNotAllowed", "message": "%s"}}
                """.formatted(message));
    }

    /** Responds with one after another, and then always with the last one. */
    static void answers(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            connector.stubFor(any(anyUrl())
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "answer " + i)
                    .willReturn(answers[i])
                    .willSetStateTo(i == answers.length - 1 ? null : "answer " + (i + 1)));
        }
    }

    static List<String> requests() {
        return served(event ->
                event.getRequest().getMethod() + " " + place(event.getRequest().getUrl()) + " "
                        + body(event).path("type").textValue());
    }

    /** Returns the activity of the conversation that a request was about. */
    private static String place(String url) {
        return url.endsWith("/activities/1%3Astream") ? "/stream" : url.replaceAll(".*/activities", "");
    }

    static List<String> texts() {
        return served(event -> body(event).path("text").textValue());
    }

    static List<JsonNode> bodies() {
        return served(LiveReplies::body);
    }

    static JsonNode info(int request) {
        return bodies().get(request).path("entities").path(0);
    }

    private static <T> List<T> served(Function<ServeEvent, T> what) {
        List<ServeEvent> oldestFirst = new ArrayList<>(connector.getAllServeEvents());
        Collections.reverse(oldestFirst);
        return oldestFirst.stream().map(what).toList();
    }

    private static JsonNode body(ServeEvent event) {
        return json(event.getRequest().getBodyAsString());
    }

    static JsonNode json(String json) {
        return Samples.read(json, JsonNode.class);
    }
}
