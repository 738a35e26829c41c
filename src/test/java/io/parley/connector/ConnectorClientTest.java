package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
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
