package io.parley.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeploymentsTest {

    @RegisterExtension
    static final WireMockExtension AZURE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final Prompt CHAT = Prompts.of("You are a bot.", ChatMessage.user("Hi"));
    private static final String ANSWER = "Hello! How can I help?";

    private static final String STOP = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\n";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private Duration writing = Duration.ofMinutes(1);
    private double random;
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @Test
    void areAskedInTheirOrder() {
        answers("first", json(200, "200_chat.json"));

        assertThat(answer(two())).isEqualTo(ANSWER);

        assertAsked("first", 1);
        assertAsked("second", 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "429_token_limit.json",
                "429_day.json",
                "500_server_error.json",
                "503_unavailable.json",
                "408_timeout.json",
                "401_key.json",
                "401_permission_denied.json",
                "403_network.json",
                "404_deployment.json",
                "400_api_version.json"
            })
    void serveForOneThatFailsAtOnce(String fixture) {
        answers("first", json(Integer.parseInt(fixture.substring(0, 3)), fixture));
        answers("second", json(200, "200_chat.json"));

        assertThat(answer(two())).isEqualTo(ANSWER);

        assertAsked("first", 1);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {410, 502, 504})
    void serveForOneBehindAGatewayThatFails(int status) {
        answers("first", aResponse().withStatus(status).withBody("<html>A proxy's page</html>"));
        answers("second", json(200, "200_chat.json"));

        assertThat(answer(two())).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400_content_filter.json",
                "200_refusal.json",
                "200_finish_length.json",
                "200_finish_content_filter.json"
            })
    void areNotAskedWhatAnotherCouldNotAnswerEither(String fixture) {
        answers("first", json(Integer.parseInt(fixture.substring(0, 3)), fixture));
        answers("second", json(200, "200_chat.json"));

        failure(two());

        assertAsked("second", 0);
    }

    @Test
    void areLeftAloneForAsLongAsTheySay() {
        answers("first", json(429, "429_token_limit.json"));
        answers("second", json(200, "200_chat.json"));
        ChatModel model = two();

        answer(model);
        answer(model);
        assertAsked("first", 1);
        pass(Duration.ofSeconds(23));
        answer(model);

        assertAsked("first", 2);
        assertAsked("second", 3);
    }

    @Test
    void areAvoidedForAWhileWhereTheyAreNotSetUp() {
        answers("first", json(401, "401_key.json"));
        answers("second", json(200, "200_chat.json"));
        ChatModel model = two();

        answer(model);
        answer(model);

        assertAsked("first", 1);
        assertAsked("second", 2);
    }

    @Test
    void areAskedWhereNoOtherIsLeftThoughTheyWereNotSetUp() {
        answers("first", json(401, "401_key.json"));
        ChatModel model = one();
        failure(model);
        answers("first", json(200, "200_chat.json"));

        assertThat(answer(model)).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"retry-after-ms, 1500, PT1.5S", "retry-after, 3, PT3S"})
    void areWaitedForWhenThatIsShort(String header, String value, Duration pause) {
        answersInTurn(json(429, "429_token_limit.json").withHeader(header, value), json(200, "200_chat.json"));

        assertThat(answer(one())).isEqualTo(ANSWER);

        assertThat(pauses).containsExactly(pause);
    }

    @Test
    void areNotWaitedForLongerThanAUserWould() {
        answers("first", json(429, "429_day.json"));
        ChatModel model = one();

        ChatException.Throttled failure = (ChatException.Throttled) failure(model);

        assertThat(failure.getWait()).contains(Duration.ofDays(1));
        assertThat(pauses).isEmpty();
        assertThat(((ChatException.Throttled) failure(model)).getWait()).contains(Duration.ofDays(1));
        assertAsked("first", 1);
    }

    @Test
    void tellTheShortestWaitOfAll() {
        answers("first", json(429, "429_day.json"));
        answers("second", json(429, "429_token_limit.json"));

        assertThat(((ChatException.Throttled) failure(two())).getWait()).contains(Duration.ofSeconds(22));
    }

    @ParameterizedTest
    @ValueSource(strings = {"500_server_error.json", "503_unavailable.json", "408_timeout.json"})
    void areTriedAgainAfterGrowingPauses(String fixture) {
        ResponseDefinitionBuilder failing = json(Integer.parseInt(fixture.substring(0, 3)), fixture);
        answersInTurn(failing, failing, json(200, "200_chat.json"));

        assertThat(answer(one())).isEqualTo(ANSWER);

        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(1000));
        assertThat(metrics.get("parley.chat.retries")
                        .tag("reason", "unavailable")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void areTriedNoMoreOftenThanIsSet() {
        answers("first", json(500, "500_server_error.json"));

        assertThat(failure(one())).isInstanceOf(ChatException.Unavailable.class);

        assertAsked("first", 3);
    }

    @Test
    void areAskedOnceMoreWhereAnAnswerBreaksOff() {
        answers("first", stream(Fixtures.read("sse_mid_error.sse")));
        answers("second", stream(Fixtures.read("sse_default.sse")));
        List<String> drafts = new CopyOnWriteArrayList<>();

        assertThat(reply(two(), drafts::add).text()).isEqualTo("Hello world");

        assertThat(drafts).endsWith("Hello world");
        assertAsked("first", 1);
        assertAsked("second", 1);
    }

    @Test
    void areAskedTheSameOnceMoreWhereNoOtherIsThere() {
        answersInTurn(stream(Fixtures.read("sse_truncated.sse")), stream(Fixtures.read("sse_default.sse")));

        assertThat(reply(one(), text -> {}).text()).isEqualTo("Hello world");
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "500", "404", "429"})
    void giveWhatThereIsOfAnAnswerThatBreaksOffWhereAnotherCallGivesNone(String then) {
        answers("first", stream(word("As far as it")));
        answers(
                "second",
                then.equals("again") ? stream(word("As")) : aResponse().withStatus(Integer.parseInt(then)));

        assertThat(reply(two("tries", "2"), text -> {})).isEqualTo(Reply.of("As far as it", Reply.Ending.BROKEN_OFF));

        assertAsked("first", 1);
        assertAsked("second", 1);
        assertThat(calls("first", "broken_off")).isOne();
    }

    @Test
    void takeBackWhatBrokeOffWhereTheContentFilterBlocksTheNextTry() {
        answers("first", stream(word("As far as it")));
        answers("second", json(400, "400_content_filter.json"));

        assertThat(failure(two(), text -> {})).isInstanceOf(ChatException.Filtered.class);
    }

    @Test
    void leaveTimeForTheNextOneWhereTheyHang() {
        answers("first", json(200, "200_chat.json").withFixedDelay(20_000));
        answers("second", json(200, "200_chat.json").withFixedDelay(1_000));

        assertThat(answer(two("time-limit", "6s", "timeout", "5900ms"))).isEqualTo(ANSWER);
    }

    @Test
    void leaveTimeForTheNextOneWhereTheirStreamHangsBeforeItsFirstWord() {
        String nothing = "data: {\"choices\":[]}\n\n".repeat(40);
        answers("first", stream(nothing).withChunkedDribbleDelay(40, 20_000));
        answers("second", stream(Fixtures.read("sse_default.sse")).withFixedDelay(1_000));

        assertThat(reply(two("time-limit", "6s", "timeout", "5900ms"), text -> {})
                        .text())
                .isEqualTo("Hello world");
    }

    @Test
    void mayGoOnWritingWhenTheTimeIsOver() {
        answers("first", stream(word("word ").repeat(10) + STOP).withChunkedDribbleDelay(10, 4_000));

        assertThat(reply(one("time-limit", "2s", "timeout", "1900ms"), text -> {}))
                .isEqualTo(Reply.complete("word ".repeat(10)));
    }

    @Test
    void endWithWhatIsWrittenWhenTheTurnsTimeIsOver() {
        writing = Duration.ofSeconds(3);
        answers("first", stream(word("word ").repeat(20) + STOP).withChunkedDribbleDelay(20, 10_000));

        Reply reply = reply(one("time-limit", "2s", "timeout", "1900ms"), text -> {});

        assertThat(reply.ending()).isEqualTo(Reply.Ending.BROKEN_OFF);
        assertThat(reply.text()).startsWith("word word").hasSizeLessThan(100);
        assertAsked("first", 1);
    }

    @Test
    void areNamedWhereTheyFail() {
        answers("first", json(500, "500_server_error.json"));
        answers("second", json(404, "404_deployment.json"));

        assertThat(failure(two("tries", "2")))
                .hasMessageContaining("second@localhost")
                .hasMessageContaining("Check PARLEY_CHAT_FALLBACKS_0__DEPLOYMENT.");
        assertThat(failure(two("time-limit", "1ms", "timeout", "5s"))).hasMessageContaining("first@localhost");
    }

    @Test
    void areNotCalledForAWhileWhenTheyFailInARow() {
        answers("first", json(500, "500_server_error.json"));
        ChatModel model = one();
        failure(model);
        failure(model);
        assertAsked("first", Availability.FAILURES_IN_A_ROW);

        assertThat(failure(model)).isInstanceOf(ChatException.Unavailable.class);
        assertAsked("first", Availability.FAILURES_IN_A_ROW);
        pass(Availability.OPEN);
        answers("first", json(200, "200_chat.json"));

        assertThat(answer(model)).isEqualTo(ANSWER);
        assertThat(answer(model)).isEqualTo(ANSWER);
    }

    @Test
    void areNotGivenUpForBlockedPrompts() {
        answers("first", json(400, "400_content_filter.json"));
        ChatModel model = one();
        for (int call = 0; call <= Availability.FAILURES_IN_A_ROW; call++) {
            failure(model);
        }
        answers("first", json(200, "200_chat.json"));

        assertThat(answer(model)).isEqualTo(ANSWER);
    }

    @Test
    void areNotTakenForWellBecauseAMessageIsTooLongToSend() {
        answers("first", json(500, "500_server_error.json"));
        ChatModel model = one("context-tokens", "2000");
        failure(model);
        failure(model);
        ask(model, Prompts.of(CHAT.system().text(), ChatMessage.user("word ".repeat(2_000))), ChatModel.UNSEEN)
                .awaitFailure(Duration.ofSeconds(10));

        failure(model);

        assertAsked("first", Availability.FAILURES_IN_A_ROW);
    }

    @Test
    void takeWhatIsTooLongForOneBeforeThem() {
        answers("second", json(200, "200_chat.json"));
        ChatModel model = two("context-tokens", "1000", "fallbacks[0].context-tokens", "9000");

        assertThat(ask(
                                model,
                                Prompts.of(CHAT.system().text(), ChatMessage.user("word ".repeat(1_000))),
                                ChatModel.UNSEEN)
                        .awaitItem(Duration.ofSeconds(10))
                        .getItem()
                        .text())
                .isEqualTo(ANSWER);
    }

    @Test
    void areNotAllAskedInTheSameMomentAfterAWait() {
        random = 1;
        answersInTurn(json(429, "429_token_limit.json").withHeader("retry-after", "4"), json(200, "200_chat.json"));

        answer(one());

        assertThat(pauses).containsExactly(Duration.ofMillis(4_000 + 1_000 + 200));
    }

    @Test
    void answerWithinOneTimeLimit() {
        answers("first", json(200, "200_chat.json").withFixedDelay(5_000));
        answers("second", json(200, "200_chat.json").withFixedDelay(5_000));

        assertThat(failure(two("time-limit", "300ms", "timeout", "5s")))
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageContaining("300 ms");
    }

    @Test
    void tellTheOperatorOfEachCall() {
        answers("first", json(500, "500_server_error.json"));
        answers("second", json(200, "200_chat.json"));

        answer(two());

        assertThat(calls("first", "unavailable")).isOne();
        assertThat(calls("second", "answered")).isOne();
        assertThat(tokens("second", "input")).isEqualTo(20);
        assertThat(tokens("second", "output")).isPositive();
    }

    private long calls(String deployment, String outcome) {
        return metrics.get("parley.chat.calls")
                .tag("deployment", deployment + "@localhost")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private double tokens(String deployment, String kind) {
        return metrics.get("parley.chat.tokens")
                .tag("deployment", deployment + "@localhost")
                .tag("kind", kind)
                .counter()
                .count();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static void assertAsked(String deployment, int times) {
        AZURE.verify(times, postRequestedFor(urlPathMatching(".*/deployments/" + deployment + "/.*")));
    }

    private static void answers(String deployment, ResponseDefinitionBuilder response) {
        AZURE.stubFor(
                post(urlPathMatching(".*/deployments/" + deployment + "/.*")).willReturn(response));
    }

    private static void answersInTurn(ResponseDefinitionBuilder... responses) {
        for (int number = 0; number < responses.length; number++) {
            AZURE.stubFor(post(anyUrl())
                    .inScenario("turns")
                    .whenScenarioStateIs(number == 0 ? Scenario.STARTED : Integer.toString(number))
                    .willReturn(responses[number])
                    .willSetStateTo(Integer.toString(number + 1)));
        }
    }

    private static ResponseDefinitionBuilder stream(String body) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(body);
    }

    private static String word(String word) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n".formatted(word);
    }

    private static ResponseDefinitionBuilder json(int status, String fixture) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(Fixtures.read(fixture));
    }

    private static String answer(ChatModel model) {
        return reply(model, ChatModel.UNSEEN).text();
    }

    private static Reply reply(ChatModel model, Consumer<String> draft) {
        return ask(model, draft).awaitItem(Duration.ofSeconds(10)).getItem();
    }

    private static ChatException failure(ChatModel model) {
        return failure(model, ChatModel.UNSEEN);
    }

    private static ChatException failure(ChatModel model, Consumer<String> draft) {
        return (ChatException)
                ask(model, draft).awaitFailure(Duration.ofSeconds(10)).getFailure();
    }

    private static UniAssertSubscriber<Reply> ask(ChatModel model, Consumer<String> draft) {
        return ask(model, CHAT, draft);
    }

    private static UniAssertSubscriber<Reply> ask(ChatModel model, Prompt chat, Consumer<String> draft) {
        return model.answer(chat, draft).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private ChatModel two(String... settings) {
        return deployments(Stream.concat(Stream.of("fallbacks[0].deployment", "second"), Stream.of(settings)));
    }

    private ChatModel one(String... settings) {
        return deployments(Stream.of(settings));
    }

    private ChatModel deployments(Stream<String> settings) {
        List<String> all =
                new ArrayList<>(List.of("endpoint", AZURE.baseUrl(), "key", ChatConfigs.KEY, "deployment", "first"));
        settings.forEach(all::add);
        ChatConfig config = ChatConfigs.of(all.toArray(String[]::new));
        ChatTelemetry telemetry = Clients.telemetry(metrics);
        List<ChatClient> clients = DeploymentSettings.of(config).stream()
                .map(deployment -> ChatClient.connect(config, deployment, Optional.empty(), telemetry))
                .toList();
        return new Deployments(clients, config, writing, telemetry, this::pause, () -> random, now::get);
    }

    private Uni<Void> pause(Duration time) {
        pauses.add(time);
        pass(time);
        return Uni.createFrom().voidItem();
    }
}
