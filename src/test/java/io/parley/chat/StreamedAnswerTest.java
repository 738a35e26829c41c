package io.parley.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NullUnmarked
class StreamedAnswerTest {

    @RegisterExtension
    static final WireMockExtension AZURE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final Prompt CHAT = Prompts.of("You are a bot.", ChatMessage.user("Hi"));

    private final List<String> drafts = new CopyOnWriteArrayList<>();

    @Inject
    Vertx vertx;

    private HttpServer server;
    private volatile HttpConnection connection;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sse_default.sse,         Hello world",
        "sse_async_filter_ok.sse, Color is",
        "sse_comments_crlf.sse,   ok",
    })
    void isPutTogetherAndShownAsItIsWritten(String fixture, String text) {
        streams(Fixtures.read(fixture));

        assertThat(answer()).isEqualTo(text);
        assertThat(drafts).isNotEmpty().allMatch(text::startsWith).endsWith(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "v1"})
    void isAskedForByEitherRoute(String route) {
        streams(Fixtures.read("sse_default.sse"));

        answer("route", route);

        AZURE.verify(postRequestedFor(anyUrl())
                .withHeader("api-key", equalTo(ChatConfigs.KEY))
                .withHeader("Accept", equalTo("text/event-stream"))
                .withRequestBody(matchingJsonPath("$.stream", equalTo("true"))));
    }

    @ParameterizedTest
    @CsvSource({"2024-06-01, 0", "2024-10-21, 1"})
    void asksForItsUsageWhereTheVersionKnowsOfIt(String version, int times) {
        streams(Fixtures.read("sse_default.sse"));

        answer("api-version", version);

        AZURE.verify(
                times,
                postRequestedFor(anyUrl())
                        .withRequestBody(matchingJsonPath("$.stream_options.include_usage", equalTo("true"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"400_unknown_parameter.json", "400_unrecognized_arguments.json"})
    void isAskedForAgainWithoutAParameterThatTheServiceDoesNotKnow(String fixture) {
        streams(Fixtures.read("sse_default.sse"));
        AZURE.stubFor(post(anyUrl())
                .withRequestBody(matchingJsonPath("$.stream_options"))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/json")
                        .withBody(Fixtures.read(fixture))));

        assertThat(answer("api-version", "2024-10-21")).isEqualTo("Hello world");

        AZURE.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void isNotStreamedForNobody() {
        AZURE.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody(Fixtures.read("200_chat.json"))));

        assertThat(client().answer(CHAT, ChatModel.UNSEEN).await().atMost(Duration.ofSeconds(10)))
                .isEqualTo("Hello! How can I help?");
        AZURE.verify(0, postRequestedFor(anyUrl()).withRequestBody(matchingJsonPath("$.stream")));
    }

    @ParameterizedTest
    @CsvSource({
        "sse_content_filter_default.sse, Filtered",
        "sse_async_filter_blocked.sse,   Filtered",
        "sse_tool_calls.sse,             Empty",
        "sse_mid_error.sse,              BrokenOff",
        "sse_truncated.sse,              BrokenOff",
    })
    void failsByItsKind(String fixture, String kind) {
        streams(Fixtures.read(fixture));

        assertThat(failure().getClass().getSimpleName()).isEqualTo(kind);
        assertThat(AZURE.getAllServeEvents()).hasSize(1);
    }

    @Test
    void isUnavailableWhereItIsCutBeforeItsFirstWord() {
        streams(Fixtures.read("sse_default.sse").lines().findFirst().orElseThrow() + "\n\n");

        assertThat(failure()).isInstanceOf(ChatException.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400_content_filter.json, Filtered",
        "401_key.json,            Rejected",
        "429_token_limit.json,    Throttled",
        "500_server_error.json,   Unavailable",
    })
    void failsAsACallDoesThatIsNotStreamed(String fixture, String kind) {
        AZURE.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(Integer.parseInt(fixture.substring(0, 3)))
                        .withHeader("Content-Type", "application/json")
                        .withBody(Fixtures.read(fixture))));

        ChatException failure = failure();

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining("x-ms-client-request-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json"})
    void isUnavailableWhereSomethingElseIsAnswered(String type) {
        AZURE.stubFor(post(anyUrl())
                .willReturn(aResponse().withHeader("Content-Type", type).withBody("<html>A proxy's page</html>")));

        assertThat(failure())
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageContaining("is no chat completion")
                .hasMessageNotContaining("proxy");
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER"})
    void saysThatTheConnectionBroke(Fault fault) {
        AZURE.stubFor(post(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(failure()).isInstanceOf(ChatException.Unavailable.class).hasMessageContaining("cannot be reached");
    }

    @Test
    void isReadWhereverItIsCut() {
        String text = "Größe zählt: 😀 and 漢字";
        byte[] stream = (": keep-alive\r\n\r\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\r\n\r\n"
                        + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                        + "data: [DONE]\n\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < stream.length; cut++) {
            Buffer first = Buffer.buffer(stream).slice(0, cut);
            Buffer second = Buffer.buffer(stream).slice(cut, stream.length);
            serve(response ->
                    response.write(first).onSuccess(sent -> vertx.setTimer(1, timer -> response.end(second))));

            assertThat(answer("endpoint", url())).as("cut at %s", cut).isEqualTo(text);
            stop();
        }
    }

    @Test
    void isReadByteByByte() {
        streams(
                "data: {\"choices\":[{\"delta\":{\"content\":\"Grüße\"},\"finish_reason\":\"stop\"}]}\r\n\r\ndata: [DONE]\r\n\r\n",
                80);

        assertThat(answer()).isEqualTo("Grüße");
    }

    @Test
    void isGivenUpWhenItStalls() {
        serve(response -> response.write(firstWord()));

        assertThat(failure("endpoint", url(), "timeout", "300ms")).isInstanceOf(ChatException.BrokenOff.class);
        assertThat(drafts).containsExactly("Hello");
    }

    @Test
    void mayTakeLongerThanTheTimeoutWhileItGoesOn() {
        serve(response -> {
            vertx.setPeriodic(100, timer -> {
                if (drafts.size() < 8) {
                    response.write(firstWord());
                } else {
                    vertx.cancelTimer(timer);
                    response.end("data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
                }
            });
            response.write(firstWord());
        });

        assertThat(answer("endpoint", url(), "timeout", "500ms")).isEqualTo("Hello".repeat(8));
    }

    @Test
    void endsWithTheServicesWordThoughTheConnectionStaysOpen() {
        serve(response -> response.write(Fixtures.read("sse_default.sse")));

        assertThat(answer("endpoint", url(), "timeout", "5s")).isEqualTo("Hello world");
    }

    @Test
    void leavesItsConnectionToTheNextAnswer() {
        Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
        serve(response -> {
            connections.add(connection);
            response.write(Fixtures.read("sse_default.sse")).onSuccess(sent -> response.end());
        });
        Clients.Asked client = client("endpoint", url());

        for (int answer = 0; answer < 30; answer++) {
            assertThat(client.answer(CHAT, drafts::add).await().atMost(Duration.ofSeconds(10)))
                    .isEqualTo("Hello world");
        }

        // At most one for each event loop, and one for an answer whose connection is not free yet.
        assertThat(connections).hasSizeLessThan(15);
    }

    @Test
    void closesTheConnectionOfAnAnswerThatDoesNotEndBehindTheServicesWord() {
        AtomicBoolean closed = new AtomicBoolean();
        serve(response -> {
            response.closeHandler(gone -> closed.set(true));
            response.write(Fixtures.read("sse_default.sse"));
        });

        assertThat(answer("endpoint", url())).isEqualTo("Hello world");

        await().untilTrue(closed);
    }

    /** Some proxies collect a stream and send it at once. */
    @Test
    void isNotBrokenOffByOthersThatAreAnsweredAtOnce() {
        serve(response -> response.end(Fixtures.read("sse_default.sse")));
        Clients.Asked client = client("endpoint", url());

        List<String> answers = Multi.createFrom()
                .range(0, 2_000)
                .onItem()
                .transformToUni(i -> client.answer(CHAT, drafts::add))
                .merge(64)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(90));

        assertThat(answers).hasSize(2_000).containsOnly("Hello world");
    }

    @Test
    void closesTheCallWhenNobodyWaitsForItAnyMore() {
        AtomicBoolean closed = new AtomicBoolean();
        serve(response -> {
            response.closeHandler(gone -> closed.set(true));
            response.write(firstWord());
        });
        UniAssertSubscriber<String> asked = ask("endpoint", url());
        await().until(() -> !drafts.isEmpty());

        asked.cancel();

        await().untilTrue(closed);
    }

    @Test
    void closesTheCallAtItsFirstWordWhenNobodyWaitsForItByThen() {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean asked = new AtomicBoolean();
        serve(response -> {
            asked.set(true);
            response.closeHandler(gone -> closed.set(true));
            vertx.setTimer(300, timer -> response.write(firstWord()));
        });
        UniAssertSubscriber<String> waiting = ask("endpoint", url());
        await().untilTrue(asked);

        waiting.cancel();

        await().untilTrue(closed);
        assertThat(drafts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sse_mid_error.sse", "sse_truncated.sse", "sse_async_filter_blocked.sse"})
    void tracesABrokenAnswerToTheServicesLogs(String fixture) {
        AZURE.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withHeader("apim-request-id", "0c5e1f52")
                        .withHeader("x-ms-region", "East US")
                        .withBody(Fixtures.read(fixture))));

        assertThat(failure())
                .hasMessageContaining("x-ms-client-request-id")
                .hasMessageContaining("apim-request-id 0c5e1f52, x-ms-region East US");
    }

    @Test
    void saysThatItTookTooLong() {
        serve(response -> {});

        assertThat(failure("endpoint", url(), "timeout", "300ms"))
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageContaining("did not answer within 300 ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/json",
                "application/json; charset=utf-8",
                "application/octet-stream",
                "application/stream+json",
                "text/plain;charset=UTF-8",
                "text/html",
                ";;",
                "no type at all",
            })
    void isReadWhateverItsTypeIs(String type) {
        serve(type, response -> response.end(Fixtures.read("sse_default.sse")));
        assertThat(answer("endpoint", url())).isEqualTo("Hello world");
        assertThat(drafts).isNotEmpty();
        stop();

        serve(type, response -> response.end(Fixtures.read("200_chat.json")));
        assertThat(answer("endpoint", url())).isEqualTo("Hello! How can I help?");
        assertThat(client("endpoint", url())
                        .answer(CHAT, ChatModel.UNSEEN)
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isEqualTo("Hello! How can I help?");
    }

    static Stream<String> oddStreams() {
        String hi = "{'choices':[{'delta':{'content':'Hi'}}]}";
        String end = "{'choices':[{'delta':{},'finish_reason':'stop'}]}";
        String usage = "{'choices':[],'usage':{'prompt_tokens':%s,'completion_tokens':%s}}";
        return Stream.of(
                        "\uFEFFdata: " + hi + "\n\ndata: " + end + "\n\ndata: [DONE]\n\n",
                        "\n\n\uFEFFdata: " + hi + "\n\ndata: " + end + "\n\n",
                        "data:" + hi + "\n\ndata:" + end + "\n\ndata:[DONE]\n\n",
                        "data: " + hi + "\r\rdata: " + end + "\r\rdata: [DONE]\r\r",
                        "data: " + hi + "\r\n\r\ndata: " + end + "\r\n\r\ndata: [DONE]",
                        ": one\n\n:\n\nid: 1\nevent: message\nretry: 10\ndata: " + hi + "\n\ndata: " + end,
                        "data: {'choices':\ndata: [{'delta':{'content':'Hi'},'finish_reason':'stop'}]}\n\n",
                        "data: {'choices':[{'delta':{'content':'Hi'},'finish_reason':''}]}\n\ndata: [DONE]\n\n",
                        "data: {'choices':[{'delta':{'content':'H'},'finish_reason':''}]}\n\n"
                                + "data: {'choices':[{'delta':{'content':'i'},'finish_reason':'stop'}]}\n\n",
                        "data: " + hi + "\n\ndata: [DONE]\n\n",
                        "data: null\n\ndata: " + hi + "\n\ndata: " + end + "\n\n",
                        "data: {'choices':[null]}\n\ndata: " + hi + "\n\ndata: " + end + "\n\n",
                        "data: {'choices':null,'error':null,'usage':null}\n\ndata: " + hi + "\n\ndata: " + end + "\n\n",
                        "data: {'choices':[{'delta':null,'finish_reason':null}],'error':{}}\n\ndata: " + hi
                                + "\n\ndata: " + end + "\n\n",
                        "data: {'id':7,'created':'x','model':[],'system_fingerprint':{},'prompt_filter_results':3,"
                                + "'choices':[{'index':'a','delta':{'content':'Hi','role':5},'finish_reason':'stop',"
                                + "'logprobs':'?','content_filter_results':[]}],'usage':'none'}\n\n",
                        "data: {'choices':[{'delta':{'content':[{'type':'text','text':'Hi'}]},'finish_reason':'stop'}]}",
                        "data: {'choices':[{'message':{'content':'Hi'},'finish_reason':'stop'}]}\n\n",
                        "{'choices':[{'delta':{'content':'H'}}]}\n{'choices':[{'delta':{'content':'i'}}]}\n" + end,
                        "data: " + hi + "\n\ndata: " + end + "\n\ndata: " + usage.formatted("1e400", "-1"),
                        "data: " + hi + "\n\ndata: " + end + "\n\ndata: " + usage.formatted("'12'", "[]"),
                        "data: " + hi + "\n\ndata: " + end + "\n\ndata: " + usage.formatted("NaN", "{}"),
                        "data: " + hi + "\n\ndata: " + end + "\n\ndata: "
                                + usage.formatted("9".repeat(2_000), "99999999999999999999"),
                        "data: " + hi + "\n\ndata: " + end + "\n\ndata: {'choices':[],'usage':[1]}")
                .map(stream -> stream.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("oddStreams")
    void losesNothingOfAnOddStream(String stream) {
        streams(stream);

        assertThat(answer()).isEqualTo("Hi");
        assertThat(AZURE.getAllServeEvents()).hasSize(1);
    }

    /** Fails after a time limit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':{}}",
                "{'choices':7}",
                "{'choices':'x'}",
                "{'choices':[7]}",
                "{'choices':['x']}",
                "{'choices':[[]]}",
                "{'choices':[{'delta':7}]}",
                "{'choices':[{'delta':[]}]}",
                "{'choices':[{'delta':{'content':7}}]}",
                "{'choices':[{'delta':{'content':{}}}]}",
                "{'choices':[{'delta':{'refusal':true}}]}",
                "[]",
                "7",
                "'x'",
                "true",
                "{",
                "}",
                "{'choices':[{'delta':{'content':'x'}}]",
                "{'choices':[null]}",
                "{'error':'busy'}",
                "{'error':[1]}",
                "{'error':{'code':[],'message':{}}}",
                "{'statusCode':500,'message':'away'}",
            })
    void failsAtOnceWhereItCannotBeRead(String data) {
        for (String before : List.of("", "data: {'choices':[{'delta':{'content':'Hello'}}]}\n\n")) {
            serve(response -> response.write((before + "data: " + data + "\n\n").replace('\'', '"'))
                    .onComplete(sent -> response.end()));

            assertThat(failure("endpoint", url(), "timeout", "1m"))
                    .isInstanceOfAny(ChatException.Unavailable.class, ChatException.BrokenOff.class);
            stop();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'error':{'code':'429','message':'Try again in 7 seconds.'}}      | Throttled",
                "{'error':{'code':'rate_limit_exceeded','message':'Too fast.'}}    | Throttled",
                "{'statusCode':429,'message':'Rate limit is exceeded.'}            | Throttled",
                "{'error':{'code':'content_filter','message':'Blocked.'}}          | Filtered",
                "{'error':{'code':'context_length_exceeded','message':'Long.'}}    | TooLong",
                "{'error':{'code':'DeploymentNotFound','message':'No such.'}}      | Rejected",
                "{'error':{'message':'The server had an error','code':null}}       | Unavailable",
                "{'error':'overloaded'}                                            | Unavailable",
            })
    void isTheErrorThatComesWithStatus200(String body, String kind) {
        String json = body.replace('\'', '"');
        for (String answer : List.of(json, "data: " + json + "\n\n", "event: error\ndata: " + json + "\n\n")) {
            streams(answer);

            assertThat(failure().getClass().getSimpleName()).isEqualTo(kind);
        }
    }

    @Test
    void isBrokenOffByAnEventThatIsAnError() {
        streams("data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\nevent: error\ndata: away\n\n");

        assertThat(failure()).isInstanceOfSatisfying(ChatException.BrokenOff.class, broken -> assertThat(broken.text())
                .isEqualTo("Hello"));
    }

    @Test
    void isBrokenOffAtOnceWhereItsConnectionBreaks() {
        serve(response ->
                response.write(firstWord()).onComplete(sent -> vertx.setTimer(100, timer -> connection.close())));

        assertThat(failure("endpoint", url(), "timeout", "1m")).isInstanceOf(ChatException.BrokenOff.class);
    }

    @Test
    void isNotWaitedForByCommentsAlone() {
        serve(response -> vertx.setPeriodic(50, timer -> response.write(": keep-alive\n\n")));

        assertThat(failure("endpoint", url(), "timeout", "500ms")).isInstanceOf(ChatException.Unavailable.class);
    }

    @Test
    void namesItsDeploymentAndHostWhereItFails() {
        AZURE.stubFor(
                post(anyUrl()).willReturn(aResponse().withStatus(404).withBody(Fixtures.read("404_deployment.json"))));

        assertThat(failure("deployment", "chat-large"))
                .hasMessageContaining("chat-large@localhost")
                .hasMessageContaining("Check AZURE_OPENAI_DEPLOYMENT.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "max_tokens"})
    void saysThatItCameToItsLongest(String reason) {
        streams("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"},\"finish_reason\":\"%s\"}]}\n\n"
                .formatted(reason));

        assertThat(client().reply(CHAT, drafts::add).await().atMost(Duration.ofSeconds(10)))
                .isEqualTo(Reply.of("Hel", Reply.Ending.TRUNCATED));
    }

    private static Buffer firstWord() {
        return Buffer.buffer("data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n");
    }

    private static void streams(String body) {
        streams(body, 1);
    }

    private static void streams(String body, int chunks) {
        ResponseDefinitionBuilder response = aResponse()
                .withHeader("Content-Type", "text/event-stream; charset=utf-8")
                .withBody(body);
        AZURE.stubFor(post(anyUrl())
                .willReturn(chunks == 1 ? response : response.withChunkedDribbleDelay(chunks, chunks * 2)));
    }

    private void serve(Consumer<HttpServerResponse> behaviour) {
        serve("text/event-stream", behaviour);
    }

    private void serve(String type, Consumer<HttpServerResponse> behaviour) {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    connection = request.connection();
                    HttpServerResponse response = request.response().setChunked(true);
                    if (!type.isEmpty()) {
                        response.putHeader("Content-Type", type);
                    }
                    behaviour.accept(response);
                })
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private String url() {
        return "http://localhost:" + server.actualPort();
    }

    private String answer(String... settings) {
        return ask(settings).awaitItem(Duration.ofSeconds(10)).getItem();
    }

    private ChatException failure(String... settings) {
        return (ChatException)
                ask(settings).awaitFailure(Duration.ofSeconds(10)).getFailure();
    }

    private UniAssertSubscriber<String> ask(String... settings) {
        return client(settings).answer(CHAT, drafts::add).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static Clients.Asked client(String... settings) {
        String[] usual = {"endpoint", AZURE.baseUrl(), "key", ChatConfigs.KEY};
        return Clients.of(Stream.of(usual, settings).flatMap(Stream::of).toArray(String[]::new));
    }
}
