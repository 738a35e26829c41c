package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.parley.connector.ConnectorOperation.adding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.parley.CrowdedServer;
import io.parley.MutableClock;
import io.parley.RudeServer;
import io.parley.activity.Activity;
import io.parley.activity.ChannelAccount;
import io.parley.activity.ConversationAccount;
import io.parley.activity.ConversationReference;
import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.CredentialException;
import io.parley.credentials.TokenSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeliveryTest {

    private static final WireMockServer CONNECTOR = new WireMockServer(options().dynamicPort());
    private static final Runnable ALLOWED = () -> {};
    private static final String SAID = "Nobody else may read this";

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger tokensGiven = new AtomicInteger();
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeAll
    static void start() {
        CONNECTOR.start();
    }

    @AfterAll
    static void stop() {
        CONNECTOR.stop();
    }

    @BeforeEach
    void reset() {
        CONNECTOR.resetAll();
    }

    @Test
    void repliesToTheActivityThatItAnswers() {
        answers(created("1:new"));

        assertThat(send(reply("conversation", "message"))).contains("1:new");
        CONNECTOR.verify(postRequestedFor(urlEqualTo("/amer/v3/conversations/conversation/activities/message"))
                .withHeader("Authorization", equalTo("Bearer token-1"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("""
                        {
                          "type": "message",
                          "serviceUrl": "%s/amer/",
                          "channelId": "msteams",
                          "from": {"id": "28:bot", "name": "Bot"},
                          "recipient": {"id": "29:user"},
                          "conversation": {"id": "conversation", "isGroup": false},
                          "replyToId": "message",
                          "text": "%s",
                          "textFormat": "markdown",
                          "locale": "en-GB",
                          "inputHint": "acceptingInput"
                        }
                        """.formatted(CONNECTOR.baseUrl(), SAID))));
    }

    @Test
    void sendsToTheConversationWhatAnswersNothing() {
        answers(created("1:new"));
        send(reply("conversation", null));

        CONNECTOR.verify(postRequestedFor(urlEqualTo("/amer/v3/conversations/conversation/activities")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "19:a@thread.tacv2;messageid=1 19%3Aa%40thread.tacv2%3Bmessageid%3D1",
                "abc|0000001 abc%7C0000001",
                "100%25 100%2525",
                "a/../b a%2F..%2Fb",
                "a?b#c a%3Fb%23c",
                "a+b%20c a%2Bb%2520c",
                "{conversationId} %7BconversationId%7D",
                "zürich😀 z%C3%BCrich%F0%9F%98%80",
            })
    void encodesIdsOnce(String id, String segment) {
        answers(created("1:new"));
        send(reply(id, id));
        send(reply(id, null));

        assertThat(urls())
                .containsExactlyInAnyOrder(
                        "/amer/v3/conversations/" + segment + "/activities/" + segment,
                        "/amer/v3/conversations/" + segment + "/activities");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/, ''",
        "/amer, /amer",
        "/amer//, /amer",
        "/a/b-c.d/, /a/b-c.d",
        "/a%20b/%7Bx%7D/%2F, /a%20b/%7Bx%7D/%2F"
    })
    void keepsTheServiceUrlsPath(String path, String kept) {
        answers(created("1:new"));
        send(at(CONNECTOR.baseUrl() + path).message(SAID));

        assertThat(urls()).containsExactly(kept + "/v3/conversations/conversation/activities/message");
    }

    @ParameterizedTest
    @CsvSource({"200", "201", "202", "204"})
    void takesAnEmptySuccessForASuccess(int status) {
        answers(aResponse().withStatus(status));

        assertThat(send(reply())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"id\": null}", "{\"id\": \"\"}", "{\"id\": 7}", "[]", "null", "not JSON", "\"id\""})
    void takesASuccessWithoutIdForASuccess(String body) {
        answers(aResponse()
                .withStatus(201)
                .withHeader("Content-Type", "application/json")
                .withBody(body));

        assertThat(send(reply())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/octet-stream", "application/json; charset=none-such"})
    void takesASuccessOfAnyMediaTypeForASuccess(String mediaType) {
        answers(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", mediaType)
                .withBody("{\"id\": \"1:new\"}"));

        assertThat(send(reply())).contains("1:new");
    }

    @Test
    void sendsNoTokenToALocalChannel() {
        answers(created("1:new"));
        delivery(new ServiceUrlPolicy(List.of(), LocalChannels.ALL), Optional.of(tokens()))
                .send(adding(reply()), ALLOWED)
                .await()
                .atMost(Duration.ofSeconds(10));

        CONNECTOR.verify(postRequestedFor(anyUrl()).withHeader("Authorization", absent()));
        assertThat(tokensGiven).hasValue(0);
    }

    @Test
    void sendsNoTokenWhereItHasNone() {
        answers(created("1:new"));
        delivery(trusting(), Optional.empty())
                .send(adding(reply()), ALLOWED)
                .await()
                .atMost(Duration.ofSeconds(10));

        CONNECTOR.verify(postRequestedFor(anyUrl()).withHeader("Authorization", absent()));
    }

    @Test
    void asksForNoTokenForARefusedServiceUrl() {
        assertThat(failure(at("https://smba.trafficmanager.net.evil.com/").message(SAID)))
                .isInstanceOf(ConnectorException.Refused.class);
        assertThat(tokensGiven).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        answers(aResponse().withStatus(status).withHeader("Location", CONNECTOR.baseUrl() + "/elsewhere"));

        assertThat(failure(reply()))
                .isInstanceOf(ConnectorException.Failed.class)
                .hasMessage("The Connector answered " + status);
        assertThat(CONNECTOR.getAllServeEvents()).hasSize(1);
    }

    @Test
    void replacesARefusedTokenAndSendsOnceMore() {
        answers(aResponse().withStatus(401), created("1:new"));

        assertThat(send(reply())).contains("1:new");
        CONNECTOR.verify(1, postRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer token-1")));
        CONNECTOR.verify(1, postRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer token-2")));
    }

    @Test
    void sendsAsMuchAtOnceAsThereAreTurns() {
        try (CrowdedServer crowded = new CrowdedServer(256, "{\"id\":\"1:new\"}")) {
            // The limit includes the time until the last of them has arrived.
            ConnectorConfig patient = Settings.of(Duration.ofSeconds(20));
            Delivery delivery = delivery(new ServiceUrlPolicy(List.of(), LocalChannels.ALL), Optional.empty(), patient);
            Activity reply = at(crowded.url()).message(SAID);

            List<Optional<String>> sent = Multi.createFrom()
                    .range(0, 256)
                    .onItem()
                    .transformToUniAndMerge(number -> delivery.send(adding(reply), ALLOWED))
                    .collect()
                    .asList()
                    .await()
                    .atMost(Duration.ofSeconds(20));

            assertThat(sent).hasSize(256).containsOnly(Optional.of("1:new"));
        }
    }

    @Test
    void asksForPermissionBeforeEachTry() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "7"), created("1:new"));
        AtomicInteger asked = new AtomicInteger();
        Runnable once = () -> {
            if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("No more");
            }
        };

        assertThatThrownBy(() -> delivery(trusting(), Optional.empty())
                        .send(adding(reply()), once)
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No more");
        assertThat(CONNECTOR.getAllServeEvents()).hasSize(1);
    }

    @Test
    void givesUpWhenTheNewTokenIsRefusedToo() {
        answers(aResponse().withStatus(401).withBody("{\"error\": {\"code\": \"BotNotRegistered\"}}"));

        assertThat(failure(reply()))
                .isInstanceOf(ConnectorException.Rejected.class)
                .hasMessage("The Connector answered 401 (BotNotRegistered)");
        assertThat(CONNECTOR.getAllServeEvents()).hasSize(2);
    }

    @Test
    void waitsAndSendsAgainWhenThrottled() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "7"), created("1:new"));

        assertThat(send(reply())).contains("1:new");
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void saysWhenToComeBackWhereThatIsTooFarOff() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "Sun, 22 Nov 2026 12:02:00 GMT"));

        assertThat(failure(reply()))
                .asInstanceOf(type(ConnectorException.Transient.class))
                .satisfies(failure -> assertThat(failure.retryAfter()).contains(Duration.ofMinutes(2)))
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(429));
        assertThat(CONNECTOR.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"412, 4", "429, 4", "503, 4", "502, 2", "504, 2", "500, 1", "501, 1", "400, 1", "403, 1", "404, 1"})
    void triesAsOftenAsTheStatusAllows(int status, int tries) {
        answers(aResponse().withStatus(status).withBody("{\"error\": {\"code\": \"Code\", \"message\": \"m\"}}"));

        assertThat(failure(reply())).hasMessage("The Connector answered " + status + " (Code)");
        assertThat(CONNECTOR.getAllServeEvents()).hasSize(tries);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\": {\"code\": \"ConversationBlockedByUser\", \"message\": \"m\"}} | ConversationBlockedByUser",
                "{\"errorCode\": 209, \"message\": \"{MessageWritesBlocked}\"} | 209",
            })
    void tellsTheConnectorsErrorCode(String body, String code) {
        answers(aResponse().withStatus(403).withBody(body));

        assertThat(failure(reply()))
                .hasMessage("The Connector answered 403 (" + code + ")")
                .asInstanceOf(type(ConnectorException.Rejected.class))
                .satisfies(failure -> assertThat(failure.code()).contains(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"code\": \"Nobody else may read this: it is far too long and it has punctuation!\"}}",
                "{\"error\": \"Nobody else may read this\"}",
                "{\"error\": {\"message\": \"Nobody else may read this\"}}",
                "Nobody else may read this",
                "",
            })
    void tellsNothingElseOfAnError(String body) {
        answers(aResponse().withStatus(400).withBody(body));

        assertThat(failure(reply())).hasMessage("The Connector answered 400");
    }

    @Test
    void sendsNothingAgainWhenNoAnswerCame() {
        answers(created("1:new").withFixedDelay(6_000));

        assertThat(failure(reply())).isInstanceOf(ConnectorException.Ambiguous.class);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "RANDOM_DATA_THEN_CLOSE"})
    void sendsNothingAgainWhenTheConnectionIsLost(Fault fault) {
        answers(aResponse().withFault(fault));

        assertThat(failure(reply()))
                .isInstanceOf(ConnectorException.Ambiguous.class)
                .hasMessageNotContaining(SAID)
                .hasMessageNotContaining("token-1");
        assertThat(pauses).isEmpty();
    }

    static Stream<Arguments> answersThatDoNotEnd() {
        String head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";
        return Stream.of(
                Arguments.of("drips", RudeServer.dripping(head + "Content-Length: 1000\r\n\r\n")),
                Arguments.of("breaks off", RudeServer.brokenOff(head + "Content-Length: 1000\r\n\r\n{")),
                Arguments.of(
                        "sends 10 MB",
                        RudeServer.brokenOff(head + "Content-Length: 10000000\r\n\r\n" + "x".repeat(10_000_000))),
                Arguments.of("floods", RudeServer.flooding(head + "\r\n", "x".repeat(1_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatDoNotEnd")
    void sendsOnceWhatIsTakenWithAnAnswerThatDoesNotEnd(String name, RudeServer.Manners manners) {
        try (RudeServer rude = new RudeServer(manners)) {
            var delivery =
                    delivery(new ServiceUrlPolicy(List.of(rude.url()), LocalChannels.NONE), Optional.of(tokens()));

            assertThat(delivery.send(adding(at(rude.url()).message(SAID)), ALLOWED)
                            .await()
                            .atMost(Duration.ofSeconds(20)))
                    .isEmpty();
            assertThat(rude.requests()).hasSize(1);
        }
    }

    @Test
    void rejectsByTheStatusOfAnErrorThatDoesNotEnd() {
        try (RudeServer rude = new RudeServer(
                RudeServer.flooding("HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n\r\n", "x"))) {
            var delivery =
                    delivery(new ServiceUrlPolicy(List.of(rude.url()), LocalChannels.NONE), Optional.of(tokens()));

            assertThat(failure(delivery, at(rude.url()).message(SAID)))
                    .isInstanceOf(ConnectorException.Rejected.class)
                    .hasMessage("The Connector answered 403");
            assertThat(rude.requests()).hasSize(1);
        }
    }

    @Test
    void triesAgainWhereNobodyListens() {
        WireMockServer gone = new WireMockServer(options().dynamicPort());
        gone.start();
        String address = gone.baseUrl();
        gone.stop();
        var delivery = delivery(new ServiceUrlPolicy(List.of(address), LocalChannels.NONE), Optional.of(tokens()));

        assertThat(catchThrowable(() -> delivery.send(adding(at(address).message(SAID)), ALLOWED)
                        .await()
                        .atMost(Duration.ofSeconds(10))))
                .isInstanceOf(ConnectorException.Transient.class);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void isRejectedWhenTheCredentialsAre() {
        var refused = new CachingTokenSource(failing(new CredentialException.Rejected("No such secret")), clock);

        assertThat(failure(delivery(trusting(), Optional.of(refused)), reply()))
                .isInstanceOf(ConnectorException.Rejected.class)
                .hasMessageContaining("No such secret");
        assertThat(pauses).isEmpty();
        assertThat(CONNECTOR.getAllServeEvents()).isEmpty();
    }

    @Test
    void triesAgainWhenThereIsNoTokenForNow() {
        var away = new CachingTokenSource(failing(new CredentialException("Entra is down")), clock);

        assertThat(failure(delivery(trusting(), Optional.of(away)), reply()))
                .isInstanceOf(ConnectorException.Transient.class)
                .hasMessageContaining("Entra is down");
        assertThat(pauses).hasSize(3);
    }

    @Test
    void showsABotThatCalledATokenForItself() {
        answers(created("1:new"));

        assertThat(send(reply().calledBy("agent"))).contains("1:new");
        CONNECTOR.verify(
                1,
                postRequestedFor(anyUrl())
                        .withHeader("Authorization", equalTo("Bearer agent-token-1"))
                        .withRequestBody(matchingJsonPath("$[?(!@.callerId)]")));
    }

    @Test
    void renewsTheTokenThatABotRefuses() {
        answers(aResponse().withStatus(401), created("1:new"));

        assertThat(send(reply().calledBy("agent"))).contains("1:new");
        CONNECTOR.verify(1, postRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer agent-token-2")));
    }

    @Test
    void sendsNothingToABotThatMayNotCallAnyMore() {
        assertThat(failure(reply().calledBy("stranger")))
                .isInstanceOf(ConnectorException.Rejected.class)
                .hasMessageContaining("PARLEY_AUTHENTICATION_ALLOWED_CALLERS");
        assertThat(pauses).isEmpty();
        assertThat(tokensGiven).hasValue(0);
        assertThat(CONNECTOR.getAllServeEvents()).isEmpty();
    }

    @Test
    void showsNoBotItsTokenWhereThePolicyAllowsNone() {
        answers(created("1:new"));
        ServiceUrlPolicy development = new ServiceUrlPolicy(List.of(), LocalChannels.ALL);

        delivery(development, Optional.of(tokens()))
                .send(adding(reply().calledBy("agent")), ALLOWED)
                .await()
                .atMost(Duration.ofSeconds(10));

        CONNECTOR.verify(1, postRequestedFor(anyUrl()).withHeader("Authorization", absent()));
        assertThat(tokensGiven).hasValue(0);
    }

    private static TokenSource failing(CredentialException failure) {
        return () -> Uni.createFrom().failure(failure);
    }

    private CachingTokenSource tokens() {
        return tokens("token-");
    }

    private CachingTokenSource tokens(String name) {
        return new CachingTokenSource(
                () -> Uni.createFrom()
                        .item(() -> new AccessToken(
                                name + tokensGiven.incrementAndGet(),
                                clock.instant(),
                                clock.instant().plusSeconds(3600))),
                clock);
    }

    private static ServiceUrlPolicy trusting() {
        return new ServiceUrlPolicy(List.of(CONNECTOR.baseUrl()), LocalChannels.NONE);
    }

    private Delivery delivery(ServiceUrlPolicy policy, Optional<CachingTokenSource> tokens) {
        return delivery(policy, tokens, Settings.of());
    }

    private Delivery delivery(ServiceUrlPolicy policy, Optional<CachingTokenSource> tokens, ConnectorConfig settings) {
        return new Delivery(
                policy,
                new AuthorizedConnector(
                        new HttpConnector(settings, new ObjectMapper()),
                        tokens,
                        Map.of("agent", tokens("agent-token-")),
                        clock),
                new Retries(settings.retry(), () -> 0, clock),
                this::pause,
                clock);
    }

    private Uni<Void> pause(Duration time) {
        if (!time.isZero()) {
            pauses.add(time);
        }
        clock.advance(time);
        return Uni.createFrom().voidItem();
    }

    private Optional<String> send(Activity activity) {
        return delivery(trusting(), Optional.of(tokens()))
                .send(adding(activity), ALLOWED)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private Throwable failure(Activity activity) {
        return failure(delivery(trusting(), Optional.of(tokens())), activity);
    }

    private static Throwable failure(Delivery delivery, Activity activity) {
        return catchThrowable(
                () -> delivery.send(adding(activity), ALLOWED).await().atMost(Duration.ofSeconds(10)));
    }

    private static Activity reply() {
        return reply("conversation", "message");
    }

    private static Activity reply(String conversationId, @Nullable String activityId) {
        return reference(CONNECTOR.baseUrl() + "/amer/", conversationId, activityId)
                .message(SAID);
    }

    private static ConversationReference at(String serviceUrl) {
        return reference(serviceUrl, "conversation", "message");
    }

    private static ConversationReference reference(
            String serviceUrl, String conversationId, @Nullable String activityId) {
        return new ConversationReference(
                activityId,
                "msteams",
                serviceUrl,
                new ConversationAccount(conversationId, false, null, null, null),
                new ChannelAccount("28:bot", "Bot", null, null),
                new ChannelAccount("29:user", null, null, null),
                "en-GB",
                null);
    }

    private static ResponseDefinitionBuilder created(String id) {
        return aResponse()
                .withStatus(201)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody("{\"id\": \"" + id + "\"}");
    }

    /** Responds with one after another, and then always with the last one. */
    private static void answers(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            CONNECTOR.stubFor(post(anyUrl())
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "answer " + i)
                    .willReturn(answers[i])
                    .willSetStateTo(i == answers.length - 1 ? null : "answer " + (i + 1)));
        }
    }

    private static List<String> urls() {
        return CONNECTOR.getAllServeEvents().stream()
                .map(event -> event.getRequest().getUrl())
                .toList();
    }
}
