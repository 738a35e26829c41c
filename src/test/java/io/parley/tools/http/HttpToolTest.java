package io.parley.tools.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.parley.chat.ToolDefinition;
import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.TokenSource;
import io.parley.tools.CallContext;
import io.parley.tools.CallContext.Caller;
import io.parley.tools.Declaration;
import io.parley.tools.ToolOutcome;
import io.parley.tools.ToolOutcome.Status;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.yaml.YamlText;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a read, {@code GET /orders/{order}}, and of a write, {@code POST /orders/{order}}. */
@QuarkusTest
@NullUnmarked
class HttpToolTest {

    private static final Caller ANN = new Caller("msteams", "29:ann", "0b1c", "7d2e");
    private static final Duration TIME = Duration.ofMillis(700);

    private final WireMockServer api =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    private Map<String, CallerField> callerHeaders = Map.of();
    private Credential credential = new Credential.Header("X-Key", "s3cr3t");

    @BeforeEach
    void start() {
        api.start();
        answer(okJson("{\n  \"state\": \"up\"\n}"));
    }

    @AfterEach
    void stop() {
        api.stop();
    }

    private void answer(ResponseDefinitionBuilder response) {
        api.resetMappings();
        api.stubFor(any(anyUrl()).willReturn(response));
    }

    private HttpTool tool(String method, String address) {
        HttpOperation operation = new HttpOperation(
                method,
                "/orders/{order}",
                List.of(
                        new Parameter("order", "order", Place.PATH, false),
                        new Parameter("tags", "tags", Place.QUERY, true),
                        new Parameter("api-version", "api-version", Place.QUERY, true),
                        new Parameter("note", "note", method.equals("GET") ? Place.HEADER : Place.BODY, false)),
                Optional.empty(),
                object("{type: object, required: [order], properties: {order: {type: string}, note: {type: string}}}"),
                object("{api-version: '1'}"));
        Declaration declaration = new Declaration(
                "order",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                TIME,
                Optional.empty(),
                Optional.empty());
        ToolServer server =
                new ToolServer(ServerAddress.of(address, new AllowedAddresses(Set.of())), credential, callerHeaders);
        return new HttpTool(
                new ToolDefinition("order", "An order.", operation.schema()),
                declaration.policy(operation.usualEffect()),
                operation,
                server,
                "Idempotency-Key");
    }

    private static ObjectNode object(String yaml) {
        return (ObjectNode) YamlText.parse(yaml).json();
    }

    private ToolOutcome call(HttpTool tool, String arguments) {
        return tool.call(object(arguments), new CallContext("turn/1/0", ANN, false))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private ToolOutcome read(String arguments) {
        return call(tool("GET", api.baseUrl()), arguments);
    }

    private ToolOutcome write(String arguments) {
        return call(tool("POST", api.baseUrl()), arguments);
    }

    @Test
    void putsEachArgumentInItsPlaceAndDropsInventedOnes() {
        ToolOutcome outcome = read(
                "{order: 'a/b', tags: [x, 'y&z'], note: hello, api-version: '9', invented: 1, host: evil.example}");

        assertThat(outcome).isEqualTo(ToolOutcome.succeeded("{\"state\":\"up\"}"));
        api.verify(getRequestedFor(urlEqualTo("/orders/a%2Fb?tags=x&tags=y%26z&api-version=1"))
                .withHeader("note", equalTo("hello"))
                .withHeader("X-Key", equalTo("s3cr3t"))
                .withoutHeader("Idempotency-Key"));
    }

    @Test
    void sendsABodyAndTheIdempotencyKeyOfAWrite() {
        write("{order: '1', note: 'hello', tags: null}");

        api.verify(postRequestedFor(urlEqualTo("/orders/1?api-version=1"))
                .withHeader("Idempotency-Key", equalTo("turn/1/0"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("{\"note\":\"hello\"}")));
    }

    @Test
    void saysWhoTheUserIs() {
        callerHeaders = Map.of("X-User", CallerField.USER_ID, "X-Object", CallerField.ENTRA_OBJECT_ID);

        read("{order: '1', X-User: somebody-else}");

        api.verify(getRequestedFor(anyUrl())
                .withHeader("X-User", equalTo("29:ann"))
                .withHeader("X-Object", equalTo("0b1c")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\nX-Admin: yes", "ann é"})
    void callsNothingWhereTheUserIsNotKnown(String userId) {
        callerHeaders = Map.of("X-User", CallerField.USER_ID);
        CallContext context = new CallContext("key", new Caller("webchat", userId, null, null), false);

        ToolOutcome outcome = tool("GET", api.baseUrl())
                .call(object("{order: '1'}"), context)
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(api.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET,502,2", "GET,503,2", "GET,504,2", "GET,500,1", "GET,404,1", "POST,503,1", "POST,502,1"})
    void triesReadsOnceMoreAndWritesNever(String method, int status, int calls) {
        answer(aResponse().withStatus(status));

        call(tool(method, api.baseUrl()), "{order: '1'}");

        assertThat(api.getAllServeEvents()).hasSize(calls);
    }

    @Test
    void givesTheSecondAnswerOfARead() {
        api.resetMappings();
        api.stubFor(get(anyUrl())
                .inScenario("away")
                .whenScenarioStateIs("Started")
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("back"));
        api.stubFor(get(anyUrl()).inScenario("away").whenScenarioStateIs("back").willReturn(okJson("1")));

        assertThat(read("{order: '1'}")).isEqualTo(ToolOutcome.succeeded("1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "RANDOM_DATA_THEN_CLOSE"})
    void doesNotKnowWhatBecameOfAWriteWithoutAnAnswer(Fault fault) {
        answer(aResponse().withFault(fault));

        assertThat(write("{order: '1'}").status()).isEqualTo(Status.UNKNOWN);
        assertThat(api.getAllServeEvents()).hasSize(1);
        assertThat(read("{order: '1'}").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void doesNotKnowWhatBecameOfASlowWrite() {
        answer(aResponse().withFixedDelay(5_000));

        assertThat(write("{order: '1'}").status()).isEqualTo(Status.UNKNOWN);
        assertThat(read("{order: '1'}")).isEqualTo(ToolOutcome.failed("There was no answer in time."));
    }

    @Test
    void knowsThatAWriteWasNotMadeWhereNobodyListens() {
        HttpTool tool = tool("POST", api.baseUrl());
        api.stop();

        assertThat(call(tool, "{order: '1'}").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void knowsThatAWriteWasNotMadeWhereNoConnectionIsAccepted() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            assertThat(call(tool("POST", deaf.url()), "{order: '1'}"))
                    .isEqualTo(ToolOutcome.failed("The call was not made: its server cannot be reached."));
        }
    }

    @Test
    void countsTheWaitForATokenInTheTimeOfACall() {
        TokenSource silent = () -> Uni.createFrom().nothing();
        credential = new Credential.Token(new CachingTokenSource(silent, Clock.systemUTC()));

        assertThat(write("{order: '1'}"))
                .isEqualTo(ToolOutcome.failed("The call was not made: its server cannot be reached."));
        assertThat(api.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400,FAILED", "404,FAILED", "409,UNKNOWN", "429,UNKNOWN", "503,UNKNOWN", "201,SUCCEEDED"})
    void judgesARepeatedWriteByWhatBecameOfBothTries(int status, Status expected) {
        answer(aResponse().withStatus(status));

        assertThat(repeat(tool("POST", api.baseUrl())).status()).isEqualTo(expected);
    }

    @Test
    void doesNotKnowWhatBecameOfAnEarlierTryWhereNobodyListensAnyMore() {
        HttpTool tool = tool("POST", api.baseUrl());
        api.stop();

        assertThat(repeat(tool).status()).isEqualTo(Status.UNKNOWN);
    }

    private static ToolOutcome repeat(HttpTool tool) {
        return tool.call(object("{order: '1'}"), new CallContext("turn/1/0", ANN, true))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"400,FAILED", "401,FAILED", "409,FAILED", "500,FAILED", "502,UNKNOWN", "504,UNKNOWN", "201,SUCCEEDED"})
    void judgesAWriteByItsStatus(int status, Status expected) {
        answer(aResponse().withStatus(status));

        assertThat(write("{order: '1'}").status()).isEqualTo(expected);
    }

    @Test
    void knowsThatAWriteWasRefusedWithABodyThatIsVeryDeep() {
        answer(okJson("[".repeat(1000) + "]".repeat(1000)).withStatus(400));

        assertThat(write("{order: '1'}").status()).isEqualTo(Status.FAILED);
    }

    /** The tree of this JSON would take thirty times the memory of its text. */
    @Test
    void givesTheBeginningOfAnAnswerWithVeryManyValuesAsText() {
        answer(okJson("[ " + "{},".repeat(300_000) + "{}]"));

        assertThat(read("{order: '1'}").text()).startsWith("[ {},{},");
    }

    @Test
    void leavesOutAnAnswerThatIsCompressedUnasked() {
        answer(okJson("garbage").withHeader("Content-Encoding", "br"));

        assertThat(read("{order: '1'}")).isEqualTo(ToolOutcome.succeeded("(7 bytes that are no text are left out)"));
    }

    @Test
    void givesAnErrorToTheModel() {
        answer(okJson("{\"error\": \"no such order\"}").withStatus(404));

        assertThat(read("{order: '1'}"))
                .isEqualTo(ToolOutcome.failed("{\"status\":404,\"body\":{\"error\":\"no such order\"}}"));
    }

    /** Each byte comes in time, and all of them would take a minute. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void endsACallWhoseAnswerDripsOn(String method) {
        answer(okJson("\"" + "x".repeat(600) + "\"").withChunkedDribbleDelay(600, 60_000));
        long asked = System.nanoTime();

        ToolOutcome outcome = call(tool(method, api.baseUrl()), "{order: '1'}");

        assertThat(outcome)
                .isEqualTo(
                        ToolOutcome.succeeded("It was done (status 200), but its answer was not received as a whole."));
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(TIME.multipliedBy(3));
    }

    @Test
    void followsNoRedirect() {
        answer(aResponse().withStatus(302).withHeader("Location", api.baseUrl() + "/stolen"));

        assertThat(read("{order: '1'}").text()).contains("redirect");
        assertThat(api.getAllServeEvents()).hasSize(1);
    }

    @Test
    void cutsALongAnswer() {
        answer(aResponse().withHeader("Content-Type", "text/plain").withBody("x".repeat(100_000)));

        assertThat(read("{order: '1'}").text()).hasSizeLessThan(8_300).contains("characters are left out here");
    }

    @Test
    void leavesOutAnAnswerThatIsVeryLong() {
        answer(aResponse().withHeader("Content-Type", "text/plain").withBody("x".repeat(1_100_000)));

        assertThat(write("{order: '1'}"))
                .isEqualTo(ToolOutcome.succeeded(
                        "It was done (status 200), but its answer is longer than 1 MiB and was left out."));
    }

    @Test
    void leavesOutWhatIsNoText() {
        answer(aResponse().withHeader("Content-Type", "image/png").withBody(new byte[100]));

        assertThat(read("{order: '1'}").text()).isEqualTo("(100 bytes that are no text are left out)");
    }

    @Test
    void removesHiddenCharactersFromAnswers() {
        answer(aResponse().withHeader("Content-Type", "text/plain").withBody("a\u202eb"));

        assertThat(read("{order: '1'}").text()).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../admin", "%2e%2e/admin"})
    void objectsToPathsThatLeadUpBeforeAnythingIsAsked(String order) {
        HttpTool tool = tool("POST", api.baseUrl());
        ObjectNode arguments = object("{}").put("order", order);

        assertThat(tool.objection(arguments)).isPresent();
        assertThat(tool.call(arguments, new CallContext("key", ANN, false))
                        .await()
                        .atMost(Duration.ofSeconds(20))
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(api.getAllServeEvents()).isEmpty();
    }

    @Test
    void objectsToArgumentsThatDoNotFit() {
        assertThat(tool("GET", api.baseUrl()).objection(object("{note: hello}")))
                .contains("order is required");
    }

    @Test
    void sendsNothingToAnAddressThatIsNotAllowed() {
        String elsewhere = api.baseUrl().replace("localhost", "2130706433");

        assertThat(call(tool("GET", elsewhere), "{order: '1'}"))
                .isEqualTo(ToolOutcome.failed("The call was not made: its server cannot be reached."));
        assertThat(api.getAllServeEvents()).isEmpty();
    }
}
