package io.parley.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notContaining;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.parley.CrowdedServer;
import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.CredentialException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ChatClientTest {

    @RegisterExtension
    static final WireMockExtension AZURE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final String CLASSIC = "/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-06-01";
    private static final String V1 = "/openai/v1/chat/completions";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String QUESTION = "Why is my monitor red?";
    private static final Prompt CHAT = Prompts.of(
            "You are a bot.", ChatMessage.user("Hi"), ChatMessage.assistant("Hello!"), ChatMessage.user(QUESTION));
    private static final Prompt LONG_CHAT = Prompts.of(
            "You are a bot.",
            ChatMessage.user("the oldest " + "word ".repeat(100)),
            ChatMessage.assistant("word ".repeat(100)),
            ChatMessage.user("the second " + "word ".repeat(100)),
            ChatMessage.assistant("word ".repeat(100)),
            ChatMessage.user(QUESTION));
    private static final String MESSAGES = """
            [{"role":"system","content":"You are a bot."},
             {"role":"user","content":"Hi"},
             {"role":"assistant","content":"Hello!"},
             {"role":"user","content":"Why is my monitor red?"}]
            """;

    @Test
    void asksByTheClassicRoute() {
        answers(json(200, "200_chat.json"));

        assertThat(answer()).isEqualTo("Hello! How can I help?");
        AZURE.verify(postRequestedFor(urlEqualTo(CLASSIC))
                .withRequestBody(
                        equalToJson("{\"messages\":%s,\"max_tokens\":800,\"temperature\":0.7}".formatted(MESSAGES))));
    }

    @Test
    void asksAsManyAtOnceAsThereAreTurns() {
        String answer = "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"Hi\"}}]}";
        try (CrowdedServer crowded = new CrowdedServer(256, answer)) {
            Clients.Asked client = Clients.of("key", "k", "endpoint", crowded.url());

            List<String> answers = Multi.createFrom()
                    .range(0, 256)
                    .onItem()
                    .transformToUniAndMerge(number -> client.answer(CHAT, ChatModel.UNSEEN))
                    .collect()
                    .asList()
                    .await()
                    .atMost(Duration.ofSeconds(20));

            assertThat(answers).hasSize(256).containsOnly("Hi");
        }
    }

    @Test
    void asksByTheV1Route() {
        answers(json(200, "200_chat.json"));

        assertThat(answer("endpoint", AZURE.baseUrl() + "/openai/v1/")).isEqualTo("Hello! How can I help?");
        AZURE.verify(postRequestedFor(urlEqualTo(V1))
                .withRequestBody(equalToJson(
                        "{\"model\":\"gpt-4o-mini\",\"messages\":%s,\"max_tokens\":800,\"temperature\":0.7,\"prompt_cache_key\":\"parley-0\"}"
                                .formatted(MESSAGES))));
    }

    @Test
    void asksByTheRouteItIsToldTo() {
        answers(json(200, "200_chat.json"));

        answer("route", "v1");
        answer("endpoint", AZURE.baseUrl() + "/openai/v1", "route", "classic");

        AZURE.verify(1, postRequestedFor(urlEqualTo(V1)));
        AZURE.verify(1, postRequestedFor(urlEqualTo(CLASSIC)));
    }

    @Test
    void asksAsItIsSetTo() {
        answers(json(200, "200_chat.json"));

        answer(
                "endpoint", AZURE.baseUrl() + "/bots/prod/",
                "deployment", "chat.large",
                "api-version", "2024-10-21",
                "max-tokens", "50",
                "temperature", "0");

        AZURE.verify(postRequestedFor(
                        urlEqualTo("/bots/prod/openai/deployments/chat.large/chat/completions?api-version=2024-10-21"))
                .withRequestBody(
                        equalToJson("{\"messages\":%s,\"max_tokens\":50,\"temperature\":0}".formatted(MESSAGES))));
    }

    @Test
    void asksReasoningModelsWithTheirParameters() {
        answers(json(200, "200_chat.json"));

        answer("parameters", "reasoning");

        AZURE.verify(postRequestedFor(anyUrl())
                .withRequestBody(equalToJson("{\"messages\":%s,\"max_completion_tokens\":800}".formatted(MESSAGES))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "v1"})
    void presentsTheKeyAndNamesTheCall(String route) {
        answers(json(200, "200_chat.json"));

        answer("route", route);

        AZURE.verify(postRequestedFor(anyUrl())
                .withHeader("api-key", equalTo(ChatConfigs.KEY))
                .withoutHeader("Authorization")
                .withHeader("Content-Type", equalTo("application/json"))
                .withHeader("Accept", equalTo("application/json"))
                .withHeader("x-ms-client-request-id", matching(UUID)));
    }

    @Test
    void namesEachCallAnew() {
        answers(json(200, "200_chat.json"));

        answer();
        answer();

        assertThat(AZURE.findAll(anyRequestedFor(anyUrl())))
                .extracting(request -> request.getHeader("x-ms-client-request-id"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void sendsNothingBeforeSomeoneWaits() {
        client().answer(CHAT, ChatModel.UNSEEN);

        assertThat(AZURE.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200_finish_content_filter.json, Filtered",
        "200_refusal.json,               Filtered",
        "200_finish_length.json,         Empty",
        "200_tool_calls.json,            Empty",
        "400_content_filter.json,        Filtered",
        "401_key.json,                   Rejected",
        "401_token.json,                 Rejected",
        "404_deployment.json,            Rejected",
        "408_timeout.json,               Unavailable",
        "429_token_limit.json,           Throttled",
        "500_server_error.json,          Unavailable",
        "503_unavailable.json,           Unavailable",
    })
    void failsByItsKind(String fixture, String kind) {
        answers(json(Integer.parseInt(fixture.substring(0, 3)), fixture));

        assertThat(failure().getClass().getSimpleName()).isEqualTo(kind);
        assertThat(AZURE.getAllServeEvents()).hasSize(1);
    }

    @Test
    void presentsATokenOfItsIdentity() {
        answers(json(200, "200_chat.json"));

        assertThat(answer(identified())).isEqualTo("Hello! How can I help?");

        AZURE.verify(postRequestedFor(anyUrl())
                .withHeader("Authorization", matching("Bearer .+"))
                .withoutHeader("api-key"));
    }

    @Test
    void presentsANewTokenOnceWhenItsOwnIsRefused() {
        answers(json(401, "401_token.json"));

        assertThat(identified()
                        .answer(CHAT, ChatModel.UNSEEN)
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.create())
                        .awaitFailure(Duration.ofSeconds(10))
                        .getFailure())
                .isInstanceOf(ChatException.Rejected.class);

        assertThat(AZURE.findAll(anyRequestedFor(anyUrl())))
                .extracting(request -> request.getHeader("Authorization"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void doesNotBlameItsTokenForAMissingRole() {
        answers(json(401, "401_permission_denied.json"));

        identified()
                .answer(CHAT, ChatModel.UNSEEN)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(Duration.ofSeconds(10));

        assertThat(AZURE.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsNothingWithoutAToken(boolean rejected) {
        CredentialException failure = rejected
                ? new CredentialException.Rejected("No such identity")
                : new CredentialException("Entra is away");
        Clients.Asked client = Clients.of(
                Optional.of(new CachingTokenSource(() -> Uni.createFrom().failure(failure), Clock.systemUTC())),
                "endpoint",
                AZURE.baseUrl());

        ChatException told = (ChatException) client.answer(CHAT, ChatModel.UNSEEN)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(Duration.ofSeconds(10))
                .getFailure();

        assertThat(told)
                .isInstanceOf(ChatException.WithoutToken.class)
                .hasMessageContaining("There is no token")
                .hasMessageContaining(failure.getMessage());
        assertThat(AZURE.getAllServeEvents()).isEmpty();
    }

    private static Clients.Asked identified() {
        AtomicInteger number = new AtomicInteger();
        CachingTokenSource tokens = new CachingTokenSource(
                () -> Uni.createFrom().item(() -> {
                    Instant now = Instant.now();
                    return new AccessToken("token-" + number.incrementAndGet(), now, now.plusSeconds(3600));
                }),
                Clock.systemUTC());
        return Clients.of(Optional.of(tokens), "endpoint", AZURE.baseUrl());
    }

    @Test
    void leavesOutOrRenamesAParameterThatTheModelDoesNotTakeAndRemembersIt() {
        refusesOnce("400_unsupported_parameter.json", "start", "limit renamed");
        refusesOnce("400_unsupported_value.json", "limit renamed", "both");
        AZURE.stubFor(post(anyUrl())
                .inScenario("lessons")
                .whenScenarioStateIs("both")
                .willReturn(json(200, "200_chat.json")));
        Clients.Asked client = client();

        assertThat(answer(client)).isEqualTo("Hello! How can I help?");
        assertThat(answer(client)).isEqualTo("Hello! How can I help?");

        AZURE.verify(4, postRequestedFor(anyUrl()));
        AZURE.verify(
                2,
                postRequestedFor(anyUrl())
                        .withRequestBody(
                                equalToJson("{\"messages\":%s,\"max_completion_tokens\":800}".formatted(MESSAGES))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt_cache_key", "safety_identifier"})
    void leavesOutWhatTheModelDoesNotKnowOfCallers(String parameter) {
        AZURE.stubFor(post(anyUrl())
                .withRequestBody(containing(parameter))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("content-type", "application/json")
                        .withBody("{\"error\":{\"message\":\"Unrecognized request argument supplied: " + parameter
                                + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}")));
        AZURE.stubFor(post(anyUrl()).withRequestBody(notContaining(parameter)).willReturn(json(200, "200_chat.json")));
        Clients.Asked client = client("route", "v1");
        Prompt prompt = CHAT.askedBy(new Asker(3, "user"));

        client.answer(prompt, ChatModel.UNSEEN).await().atMost(Duration.ofSeconds(10));
        client.answer(prompt, ChatModel.UNSEEN).await().atMost(Duration.ofSeconds(10));

        AZURE.verify(3, postRequestedFor(urlEqualTo(V1)));
    }

    @Test
    void learnsLessEffortForRequestsWithToolsAlone() {
        AZURE.stubFor(post(anyUrl()).willReturn(json(200, "200_chat.json")));
        AZURE.stubFor(post(anyUrl())
                .withRequestBody(matchingJsonPath("$.tools"))
                .withRequestBody(notContaining("\"reasoning_effort\":\"none\""))
                .willReturn(json(400, "400_tools_with_reasoning.json")));
        Clients.Asked client =
                client("parameters", "reasoning", "api-version", "2024-12-01-preview", "reasoning-effort", "low");
        Prompt withTools = new Prompt(
                CHAT.system(),
                List.of(),
                CHAT.current(),
                List.of(new ToolDefinition("status", "Status", JsonNodeFactory.instance.objectNode())),
                ToolChoice.AUTO);

        assertThat(answer(client, withTools)).isEqualTo("Hello! How can I help?");
        assertThat(answer(client, withTools)).isEqualTo("Hello! How can I help?");
        assertThat(answer(client, CHAT)).isEqualTo("Hello! How can I help?");

        assertThat(AZURE.getAllServeEvents().stream()
                        .map(event -> event.getRequest().getBodyAsString())
                        .map(body -> body.replaceAll("(?s).*\"reasoning_effort\":\"(\\w+)\".*|.*", "$1")))
                .containsExactly("low", "none", "none", "", "low");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"strict\"|Invalid schema for function 'status': it must be closed|tools[0].function.parameters|invalid_function_parameters",
                "\"strict\"|Unknown parameter: 'tools[0].function.strict'.|tools[0].function.strict|unknown_parameter",
                "\"strict\"|Additional properties are not allowed ('strict' was unexpected) - 'tools.0.function'||",
                "parallel_tool_calls|Unsupported parameter: 'parallel_tool_calls' is not supported with this model.|parallel_tool_calls|unsupported_parameter",
            })
    void learnsWhatADeploymentRefusesOfToolsOnce(String sent, String message, String parameter, String code)
            throws Exception {
        AZURE.stubFor(post(anyUrl()).willReturn(json(200, "200_chat.json")));
        JsonNode error = JsonNodeFactory.instance
                .objectNode()
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", parameter)
                .put("code", code);
        AZURE.stubFor(post(anyUrl())
                .withRequestBody(containing(sent))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("content-type", "application/json")
                        .withBody(JsonNodeFactory.instance
                                .objectNode()
                                .set("error", error)
                                .toString())));
        JsonNode schema =
                new ObjectMapper().readTree("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}");
        Clients.Asked client = client("route", "v1");
        Prompt prompt = new Prompt(
                CHAT.system(),
                List.of(),
                CHAT.current(),
                List.of(new ToolDefinition("status", "Status", schema)),
                ToolChoice.ONE_CALL);

        assertThat(answer(client, prompt)).isEqualTo("Hello! How can I help?");
        assertThat(answer(client, prompt)).isEqualTo("Hello! How can I help?");

        assertThat(AZURE.getAllServeEvents().stream()
                        .map(event -> event.getRequest().getBodyAsString().contains(sent)))
                .containsExactly(false, false, true);
    }

    private static void refusesOnce(String fixture, String state, String next) {
        AZURE.stubFor(post(anyUrl())
                .inScenario("lessons")
                .whenScenarioStateIs(state.equals("start") ? Scenario.STARTED : state)
                .willReturn(json(400, fixture))
                .willSetStateTo(next));
    }

    @ParameterizedTest
    @CsvSource({"400_unsupported_parameter.json, 2", "400_unsupported_value.json, 2", "400_unknown_parameter.json, 1"})
    void asksNoMoreThanOnceWithoutAParameterThatIsRefusedStill(String fixture, int times) {
        answers(json(400, fixture));

        assertThat(failure()).isInstanceOf(ChatException.Rejected.class);

        assertThat(AZURE.getAllServeEvents()).hasSize(times);
    }

    @Test
    void leavesOutTheOldestTurnsOfAChatThatIsTooLongAndAsksAgain() {
        AZURE.stubFor(post(anyUrl())
                .withRequestBody(containing("the oldest"))
                .willReturn(json(400, "400_context_length.json")));
        AZURE.stubFor(
                post(anyUrl()).withRequestBody(notContaining("the oldest")).willReturn(json(200, "200_chat.json")));
        String answer = client().answer(LONG_CHAT, ChatModel.UNSEEN).await().atMost(Duration.ofSeconds(10));

        assertThat(answer).isEqualTo("Hello! How can I help?");
        AZURE.verify(2, postRequestedFor(anyUrl()));
        AZURE.verify(
                1,
                postRequestedFor(anyUrl())
                        .withRequestBody(matchingJsonPath("$.messages[1].content", containing("the second"))));
    }

    @Test
    void asksNoMoreThanTwiceWhenAChatIsTooLongStill() {
        answers(json(400, "400_context_length.json"));

        client().answer(LONG_CHAT, ChatModel.UNSEEN)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(Duration.ofSeconds(10))
                .assertFailedWith(ChatException.TooLong.class);

        assertThat(AZURE.getAllServeEvents()).hasSize(2);
    }

    @Test
    void doesNotAskWhatTheModelCannotTake() {
        String book = "word ".repeat(1_000);

        UniAssertSubscriber<String> asked = client("context-tokens", "1000")
                .answer(Prompts.of("s", ChatMessage.user(book)), ChatModel.UNSEEN)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        asked.assertFailedWith(ChatException.TooLong.class);
        assertThat(AZURE.getAllServeEvents()).isEmpty();
    }

    @Test
    void tellsHowLongTheServiceWantsToBeLeftAlone() {
        answers(json(429, "429_token_limit.json"));

        assertThat(((ChatException.Throttled) failure()).getWait()).contains(Duration.ofSeconds(22));
    }

    @Test
    void tellsTheRemainingLimitsOfAFailedCall() {
        answers(json(429, "429_short.json")
                .withHeader("x-ratelimit-remaining-requests", "0")
                .withHeader("x-ratelimit-remaining-tokens", "1014"));

        assertThat(failure())
                .hasMessageContaining("x-ratelimit-remaining-requests 0, x-ratelimit-remaining-tokens 1014");
    }

    @Test
    void tracesAnErrorToTheServicesLogs() {
        answers(json(404, "404_deployment.json")
                .withHeader("apim-request-id", "0c5e1f52")
                .withHeader("x-ms-region", "East US"));

        assertThat(failure())
                .hasMessageContaining("404 DeploymentNotFound")
                .hasMessageContaining("apim-request-id 0c5e1f52, x-ms-region East US")
                .message()
                .containsPattern("x-ms-client-request-id " + UUID);
    }

    @ParameterizedTest
    @CsvSource({"404, Rejected", "502, Unavailable", "504, Unavailable"})
    void takesAProxysPageForTheErrorItStandsFor(int status, String kind) {
        answers(html(status));

        ChatException failure = failure();

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure).hasMessageNotContaining("proxy");
    }

    @ParameterizedTest
    @CsvSource({"200, Empty", "401, Rejected", "429, Throttled", "500, Unavailable"})
    void takesAnEmptyBody(int status, String kind) {
        answers(aResponse().withStatus(status));

        assertThat(failure().getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void takesAPageForNoCompletion() {
        answers(html(200));

        assertThat(failure())
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageContaining("AZURE_OPENAI_ENDPOINT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"content\":\"Your monitor",
                "{\"choices\":[{\"message\":\"Your monitor\"}]}",
                "{\"choices\":{\"message\":\"Your monitor\"}}",
            })
    void doesNotQuoteACompletionItCannotRead(String body) {
        answers(aResponse().withHeader("Content-Type", "application/json").withBody(body));

        ChatException failure = failure();

        assertThat(failure).isInstanceOf(ChatException.Unavailable.class);
        assertThat(stackTrace(failure)).doesNotContain("Your monitor");
    }

    @Test
    void givesUpOnSilence() {
        answers(json(200, "200_chat.json").withFixedDelay(5_000));

        assertThat(failure("timeout", "200ms"))
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageContaining("within 200 ms");
    }

    @Test
    void givesUpOnAnAnswerThatTrickles() {
        answers(json(200, "200_chat.json").withChunkedDribbleDelay(100, 5_000));

        assertThat(failure("timeout", "200ms"))
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageContaining("within 200 ms");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isUnavailableWhenTheConnectionBreaks(Fault fault) {
        answers(aResponse().withFault(fault));

        assertThat(failure()).isInstanceOf(ChatException.Unavailable.class);
    }

    @Test
    void isUnavailableWhenNobodyListens() {
        assertThat(failure("endpoint", "http://localhost:1"))
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageContaining("cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        answers(aResponse().withStatus(status).withHeader("Location", AZURE.baseUrl() + "/elsewhere"));

        assertThat(failure())
                .isInstanceOf(ChatException.Rejected.class)
                .hasMessageContaining("Redirects are not followed");
        AZURE.verify(0, anyRequestedFor(urlEqualTo("/elsewhere")));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 429, 500})
    void keepsKeyAndChatOutOfWhatItSays(int status) {
        answers(aResponse().withStatus(status).withHeader("Location", "/elsewhere"));

        assertThat(stackTrace(failure())).doesNotContain(ChatConfigs.KEY, QUESTION);
    }

    @Test
    void logsNeitherKeyNorChat() {
        answers(json(200, "200_chat.json"));
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(((ExtLogRecord) line).getFormattedMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(log);

        String answer = answer();

        root.removeHandler(log);
        assertThat(lines)
                .anyMatch(line -> line.contains("gpt-4o-mini"))
                .noneMatch(line -> line.contains(ChatConfigs.KEY) || line.contains(QUESTION) || line.contains(answer));
    }

    private static void answers(ResponseDefinitionBuilder response) {
        AZURE.stubFor(post(anyUrl()).willReturn(response));
    }

    private static ResponseDefinitionBuilder json(int status, String fixture) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(Fixtures.read(fixture));
    }

    private static ResponseDefinitionBuilder html(int status) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<html><body>A proxy's page</body></html>");
    }

    private static String answer(Clients.Asked client) {
        return answer(client, CHAT);
    }

    private static String answer(Clients.Asked client, Prompt chat) {
        return client.answer(chat, ChatModel.UNSEEN).await().atMost(Duration.ofSeconds(10));
    }

    private static String answer(String... settings) {
        return ask(settings).awaitItem(Duration.ofSeconds(10)).getItem();
    }

    private static ChatException failure(String... settings) {
        return (ChatException)
                ask(settings).awaitFailure(Duration.ofSeconds(10)).getFailure();
    }

    private static UniAssertSubscriber<String> ask(String... settings) {
        return client(settings).answer(CHAT, ChatModel.UNSEEN).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static Clients.Asked client(String... settings) {
        String[] usual = {"endpoint", AZURE.baseUrl(), "key", ChatConfigs.KEY};
        return Clients.of(Stream.of(usual, settings).flatMap(Stream::of).toArray(String[]::new));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
