package io.parley.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notContaining;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.parley.chat.Reply.Ending;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment that is asked by the Responses interface. */
@QuarkusTest
class ResponsesTest {

    @RegisterExtension
    static final WireMockExtension AZURE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final String PATH = "/openai/v1/responses";
    private static final ToolCall CALL = new ToolCall("call_a1", "order_status", "{\"order\":\"4711\"}");
    private static final ToolDefinition TOOL = new ToolDefinition(
            "order_status",
            "State of one order.",
            JsonNodeFactory.instance.objectNode().put("type", "object"));
    private static final Prompt CHAT = Prompts.of(
            "You are a bot.",
            ChatMessage.user("Hi"),
            ChatMessage.assistant("Hello!"),
            ChatMessage.user("Is order 4711 on its way?"));

    private final List<String> drafts = new CopyOnWriteArrayList<>();

    @Test
    void asksWithoutLeavingAnythingAtTheService() {
        answers(json(200, "200_response.json"));

        Reply reply = answer(CHAT, ChatModel.UNSEEN);

        assertThat(reply.text()).isEqualTo("Hello! How can I help?");
        assertThat(reply.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(reply.usage()).isEqualTo(new Usage(2048, 30, 1024, 512, 12));
        assertThat(reply.reasoning()).isEmpty();
        AZURE.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("api-key", equalTo(ChatConfigs.KEY))
                .withRequestBody(equalToJson("""
                        {"model":"gpt-4o-mini","store":false,"instructions":"You are a bot.",
                         "input":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello!"},
                                  {"role":"user","content":"Is order 4711 on its way?"}],
                         "max_output_tokens":800,"temperature":0.7,"prompt_cache_key":"parley-0"}""")));
    }

    @Test
    void asksReasoningModelsForTheirSealedReasoning() {
        answers(json(200, "200_response.json"));

        answer(CHAT, ChatModel.UNSEEN, "parameters", "reasoning", "reasoning-effort", "low");

        AZURE.verify(postRequestedFor(urlEqualTo(PATH))
                .withRequestBody(matchingJsonPath("$.include[0]", equalTo("reasoning.encrypted_content")))
                .withRequestBody(matchingJsonPath("$.reasoning.effort", equalTo("low")))
                .withRequestBody(notContaining("temperature")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void carriesReasoningFromACallToItsResult(boolean streamed) {
        answers(streamed ? stream("sse_response_calls.sse") : json(200, "200_response_calls.json"));
        Consumer<String> draft = streamed ? drafts::add : ChatModel.UNSEEN;

        Reply reply = answer(withTool(CHAT.current()), draft);

        assertThat(reply.calls()).containsExactly(CALL);
        assertThat(reply.toString()).doesNotContain("gAAAsealed");
        answers(json(200, "200_response.json"));
        answer(
                withTool(List.of(
                        CHAT.current().get(0),
                        reply.message(),
                        new ChatMessage.ToolResult("call_a1", "{\"state\":\"shipped\"}"))),
                ChatModel.UNSEEN);
        AZURE.verify(
                postRequestedFor(urlEqualTo(PATH)).withRequestBody(matchingJsonPath("$.input[2:]", equalToJson("""
                        [{"role":"user","content":"Is order 4711 on its way?"},
                         {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAAsealed"},
                         {"type":"function_call","call_id":"call_a1","name":"order_status","arguments":"{\\"order\\":\\"4711\\"}"},
                         {"type":"function_call_output","call_id":"call_a1","output":"{\\"state\\":\\"shipped\\"}"}]"""))));
        AZURE.verify(postRequestedFor(urlEqualTo(PATH)).withRequestBody(matchingJsonPath("$.tools", equalToJson("""
                        [{"type":"function","name":"order_status","description":"State of one order.",
                          "parameters":{"type":"object"},"strict":false}]"""))));
    }

    /** It cannot read it, and refuses a chat that holds it. */
    @Test
    void keepsReasoningFromAnotherDeployment() {
        answers(json(200, "200_response_calls.json"));
        Reply reply = answer(withTool(CHAT.current()), ChatModel.UNSEEN);
        answers(json(200, "200_response.json"));
        Prompt next = withTool(
                List.of(CHAT.current().get(0), reply.message(), new ChatMessage.ToolResult("call_a1", "shipped")));

        answer(next, ChatModel.UNSEEN, "deployment", "another");

        AZURE.verify(postRequestedFor(urlEqualTo(PATH))
                .withRequestBody(containing("another"))
                .withRequestBody(containing("function_call_output"))
                .withRequestBody(notContaining("gAAAsealed")));
    }

    @Test
    void showsAnswersAsTheyAreWritten() {
        answers(stream("sse_response.sse"));

        Reply reply = answer(CHAT, drafts::add);

        assertThat(reply.text()).isEqualTo("Hello world");
        assertThat(reply.usage().input()).isEqualTo(20);
        assertThat(drafts).isNotEmpty().allMatch("Hello world"::startsWith).endsWith("Hello world");
        AZURE.verify(postRequestedFor(urlEqualTo(PATH)).withRequestBody(matchingJsonPath("$.stream", equalTo("true"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"The server had an error.\"}; Unavailable",
                "{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"Slower.\"}; Throttled",
                "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"An error.\"}}}; Unavailable",
                "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"content_filter\"}}}; Filtered",
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"content_filters\":[{\"blocked\":true}]}}; Filtered",
                "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}}}; Empty",
                "{\"type\":\"response.refusal.delta\",\"delta\":\"No.\"}|{\"type\":\"response.completed\",\"response\":{}}; Filtered",
                "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":null,\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Half\"}]}]}}; Unavailable",
                "{\"type\":\"response.failed\"}; Unavailable",
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"cancelled\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Half\"}]}]}}; Unavailable",
                "{\"status\":\"failed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Half\"}]}]}; Unavailable",
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"No.\"}]}]}}; Filtered",
                "{\"type\":\"response.output_text.delta\",\"delta\":{}}; Unavailable",
                "not JSON; Unavailable",
            })
    void failsByItsKind(String events, String kind) {
        answers(events(events.split("\\|")));

        assertThat(failure(drafts::add))
                .extracting(failure -> failure.getClass().getSimpleName())
                .isEqualTo(kind);
    }

    /** Some gateways drop the events between the first and the last. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"response.created\",\"response\":{}}",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"Let me look.\"}",
                "{\"type\":\"response.output_item.done\",\"item\":{\"type\":\"reasoning\",\"id\":\"rs_1\"}}"
            })
    void takesTheCallsOfTheLastEventIfNoneCameBefore(String first) {
        answers(
                events(
                        first,
                        "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[{\"type\":\"function_call\","
                                + "\"call_id\":\"call_a1\",\"name\":\"order_status\",\"arguments\":\"{\\\"order\\\":\\\"4711\\\"}\"}]}}"));

        assertThat(answer(withTool(CHAT.current()), drafts::add).calls()).containsExactly(CALL);
    }

    @Test
    void takesTheTextOfTheLastEventIfNoneCameBefore() {
        answers(events(
                "{\"type\":\"response.created\",\"response\":{}}",
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[{\"type\":\"message\","
                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}]}}"));

        assertThat(answer(CHAT, drafts::add).text()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_output_tokens", "max_tool_calls", ""})
    void makesNoCallOfAnAnswerThatIsNotWhole(String reason) {
        answers(events(
                "{\"type\":\"response.output_text.delta\",\"delta\":\"Let me look.\"}",
                "{\"type\":\"response.output_item.done\",\"item\":{\"type\":\"function_call\",\"call_id\":\"a\","
                        + "\"name\":\"order_status\",\"arguments\":\"{}\"}}",
                "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\""
                        + reason + "\"}}}"));

        Reply reply = answer(withTool(CHAT.current()), drafts::add);

        assertThat(reply.calls()).isEmpty();
        assertThat(reply.ending()).isEqualTo(Ending.TRUNCATED);
    }

    @Test
    void usesAnAnswerThatCameToItsLongest() {
        answers(aResponse().withHeader("Content-Type", "application/json").withBody("""
                {"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},
                 "output":[{"type":"message","content":[{"type":"output_text","text":"It is a long"}]}]}"""));

        Reply reply = answer(CHAT, ChatModel.UNSEEN);

        assertThat(reply.text()).isEqualTo("It is a long");
        assertThat(reply.ending()).isEqualTo(Ending.TRUNCATED);
    }

    @Test
    void tellsWhichFilterBlockedThePrompt() {
        answers(json(400, "400_response_filter.json"));

        assertThat(failure(ChatModel.UNSEEN))
                .isInstanceOf(ChatException.Filtered.class)
                .hasMessageContaining("jailbreak");
    }

    @ParameterizedTest
    @CsvSource({"reasoning.effort, reasoning", "include[0], include", "prompt_cache_key, prompt_cache_key"})
    void leavesOutAParameterThatTheModelDoesNotTake(String refused, String parameter) {
        AZURE.stubFor(post(anyUrl())
                .withRequestBody(containing('"' + parameter + '"'))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"error\":{\"message\":\"Unsupported parameter\",\"param\":\"" + refused
                                + "\",\"code\":\"unsupported_parameter\"}}")));
        AZURE.stubFor(post(anyUrl())
                .withRequestBody(notContaining('"' + parameter + '"'))
                .willReturn(json(200, "200_response.json")));

        Reply reply = answer(CHAT, ChatModel.UNSEEN, "parameters", "reasoning", "reasoning-effort", "low");

        assertThat(reply.text()).isEqualTo("Hello! How can I help?");
        AZURE.verify(2, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void refusesTheClassicRoute() {
        assertThatThrownBy(() -> client("route", "classic"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CHAT_API");
    }

    private static Prompt withTool(List<ChatMessage> current) {
        return new Prompt(CHAT.system(), CHAT.earlier(), current, List.of(TOOL), ToolChoice.AUTO);
    }

    private static Reply answer(Prompt prompt, Consumer<String> draft, String... settings) {
        return client(settings).reply(prompt, draft).await().atMost(Duration.ofSeconds(10));
    }

    private static Throwable failure(Consumer<String> draft) {
        return client().reply(CHAT, draft)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(Duration.ofSeconds(10))
                .getFailure();
    }

    private static Clients.Asked client(String... settings) {
        String[] basic = {"endpoint", AZURE.baseUrl(), "key", ChatConfigs.KEY, "api", "responses"};
        return Clients.of(Stream.of(basic, settings).flatMap(Stream::of).toArray(String[]::new));
    }

    private static void answers(ResponseDefinitionBuilder response) {
        AZURE.resetMappings();
        AZURE.stubFor(post(anyUrl()).willReturn(response));
    }

    private static ResponseDefinitionBuilder json(int status, String fixture) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(Fixtures.read(fixture));
    }

    private static ResponseDefinitionBuilder events(String... events) {
        String body = Stream.of(events).map(event -> "data: " + event + "\n\n").reduce("", String::concat);
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(body);
    }

    private static ResponseDefinitionBuilder stream(String fixture) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(Fixtures.read(fixture));
    }
}
