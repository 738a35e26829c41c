package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.jayway.jsonpath.JsonPath;
import io.parley.activity.ChannelAccount;
import io.parley.activity.ConversationAccount;
import io.parley.activity.ConversationReference;
import io.parley.activity.Samples;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ConnectorClientTest {

    @Inject
    ConnectorClient connector;

    private final WireMockServer channel = new WireMockServer(options().dynamicPort());

    @BeforeEach
    void start() {
        channel.start();
    }

    @AfterEach
    void stop() {
        channel.stop();
    }

    @Test
    void answersALocalChannelAfterAPause() {
        channel.stubFor(post(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1"))
                .willSetStateTo("free"));
        channel.stubFor(post(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs("free")
                .willReturn(okJson("{\"id\": \"1:new\"}")));
        var conversation = new ConversationReference(
                null,
                "emulator",
                channel.baseUrl(),
                new ConversationAccount("conversation", null, null, null, null),
                new ChannelAccount("bot", null, null, null),
                new ChannelAccount("user", null, null, null),
                null,
                null);

        assertThat(connector.send(conversation.typing(), () -> {}).await().atMost(Duration.ofSeconds(10)))
                .contains("1:new");
        channel.verify(2, postRequestedFor(anyUrl()).withHeader("Authorization", absent()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"413 | ''", "413 | <html>", "400 | {\"error\": {\"code\": \"MessageSizeTooBig\"}}"})
    void sendsInPiecesWhatIsTooLargeForItsChannel(int status, String body) {
        channel.stubFor(post(anyUrl()).willReturn(okJson("{\"id\": \"1:new\"}")));
        channel.stubFor(post(anyUrl())
                .withRequestBody(matchingJsonPath("$.text", matching("(?s).{1001,}")))
                .willReturn(aResponse().withStatus(status).withBody(body)));
        ConversationReference conversation = Samples.one(
                        "webchat-message", json -> json.put("serviceUrl", channel.baseUrl()))
                .reference();
        String text = "word ".repeat(500).strip();

        connector
                .reply(conversation, () -> {})
                .finish(conversation.message(text))
                .await()
                .atMost(Duration.ofSeconds(20));

        List<String> taken = channel.getAllServeEvents().stream()
                .filter(event -> event.getResponse().getStatus() == 200)
                .map(event -> event.getRequest().getBodyAsString())
                .map(json -> JsonPath.<String>read(json, "$.text"))
                .toList();
        assertThat(taken).hasSizeBetween(3, 4);
        // The newest event comes first.
        assertThat(taken.stream().reduce((later, earlier) -> earlier + " " + later))
                .contains(text);
    }

    @Test
    void showsAReplyAtTheChannelsPace() {
        channel.stubFor(post(anyUrl()).willReturn(okJson("{\"id\": \"1:new\"}")));
        ConversationReference conversation = Samples.one(
                        "webchat-message", json -> json.put("serviceUrl", channel.baseUrl()))
                .reference();
        LiveReply reply = connector.reply(conversation, () -> {});

        reply.show("One");
        reply.show("One, two");
        await().untilAsserted(() -> channel.verify(2, postRequestedFor(anyUrl())));
        reply.finish(conversation.message("One, two, three")).await().atMost(Duration.ofSeconds(10));

        List<LoggedRequest> requests = channel.findAll(postRequestedFor(anyUrl()));
        assertThat(requests).hasSize(3);
        assertThat(Duration.between(
                        requests.get(0).getLoggedDate().toInstant(),
                        requests.get(1).getLoggedDate().toInstant()))
                .isBetween(Duration.ofMillis(490), Duration.ofSeconds(8));
    }

    @Test
    void saysWhyItWouldNotSend() {
        assertThat(connector.refusal("https://smba.trafficmanager.net/amer/")).isEmpty();
        assertThat(connector.refusal("https://evil.com/"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("host"));
    }
}
