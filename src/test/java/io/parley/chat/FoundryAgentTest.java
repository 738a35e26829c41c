package io.parley.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent of Microsoft Foundry that answers in place of a model. */
@QuarkusTest
class FoundryAgentTest {

    @RegisterExtension
    static final WireMockExtension FOUNDRY = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final String PROJECT = "/api/projects/shop";
    private static final String PATH = PROJECT + "/openai/v1/responses";
    private static final Prompt CHAT = Prompts.of(
            "You are a bot.",
            ChatMessage.user("Hi"),
            ChatMessage.assistant("Hello!"),
            ChatMessage.user("How long shall I wait?"));

    private final List<String> drafts = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "support   | {\"name\":\"support\",\"type\":\"agent_reference\"}",
                "support:3 | {\"name\":\"support\",\"type\":\"agent_reference\",\"version\":\"3\"}"
            })
    void isAskedWithTheChatAloneAndATokenOfTheIdentity(String agent, String reference) {
        answers(whole("Wait 5 minutes.", ""));

        Reply reply = answer(ChatModel.UNSEEN, "agent", agent);

        assertThat(reply.text()).isEqualTo("Wait 5 minutes.");
        assertThat(reply.usage()).isEqualTo(new Usage(900, 12, 0, 0, 0));
        FOUNDRY.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("Authorization", equalTo("Bearer good"))
                .withRequestBody(equalToJson("""
                        {"agent_reference":%s,"store":false,
                         "input":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello!"},
                                  {"role":"user","content":"How long shall I wait?"}]}""".formatted(reference))));
    }

    @Test
    void showsAnswersAsTheyAreWrittenWithAnEmptyLineBetweenMessages() {
        answers(stream("""
                {"type":"response.created","response":{"status":"in_progress"}}
                {"type":"response.output_item.added","item":{"type":"message","content":[]}}
                {"type":"response.output_text.delta","delta":"Let me look."}
                {"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":"Let me look."}]}}
                {"type":"response.mcp_call.in_progress"}
                {"type":"response.output_item.done","item":{"type":"mcp_call","name":"search","output":"a secret"}}
                {"type":"response.output_item.added","item":{"type":"message","content":[]}}
                {"type":"response.output_text.delta","delta":"5 minutes"}
                {"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":"5 minutes"}]}}
                {"type":"response.completed","response":{"status":"completed","usage":{"input_tokens":900,"output_tokens":12}}}"""));

        Reply reply = answer(drafts::add);

        assertThat(reply.text()).isEqualTo("Let me look.\n\n5 minutes");
        assertThat(drafts).contains("Let me look.\n\n5 minutes");
        assertThat(reply.usage().input()).isEqualTo(900);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesWhatItCitesAsLinks(boolean streamed) {
        String text = "🙂 Wait 5 minutes【4:0†guide】. Then call【4:1†phone】 us【9:9†lost】.";
        String annotations = """
                {"type":"url_citation","url":"https://docs.example.com/guide","title":"The [guide]","start_index":16,"end_index":27},
                {"type":"url_citation","url":"javascript:alert(1)","title":"Phone","start_index":38,"end_index":49},
                {"type":"file_citation","file_id":"f1","index":3},
                {"type":"url_citation","url":"https://docs.example.com/x","start_index":900,"end_index":901}""".replace("\n", "");
        answers(
                streamed
                        ? stream("{\"type\":\"response.output_text.delta\",\"delta\":\"" + text + "\"}\n"
                                + "{\"type\":\"response.output_item.done\",\"item\":" + message(text, annotations)
                                + "}\n"
                                + "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}")
                        : whole(text, annotations));

        Reply reply = answer(streamed ? drafts::add : ChatModel.UNSEEN);

        assertThat(reply.text())
                .isEqualTo("🙂 Wait 5 minutes ([The guide](https://docs.example.com/guide)). Then call (Phone) us.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcp_approval_request", "oauth_consent_request"})
    void saysThatNobodyCanAgreeToWhatItsToolAsksFor(String item) {
        answers(json(200, "{\"status\":\"completed\",\"output\":[{\"type\":\"" + item + "\",\"id\":\"r1\"}]}"));

        assertThat(failure()).isInstanceOf(ChatException.Empty.class).hasMessageContaining(item);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"error\":{\"code\":\"not_found\",\"message\":\"Agent support not found.\"}} | PARLEY_CHAT_AGENT",
                "400 | {\"error\":{\"code\":\"content_filter\",\"message\":\"Blocked.\"}} | blocked",
                "400 | {\"error\":{\"code\":\"invalid_payload\",\"message\":\"Not allowed when agent is specified.\",\"param\":\"store\"}} | invalid_payload",
                "503 | {\"error\":{\"code\":\"server_error\",\"message\":\"Later.\"}} | 503"
            })
    void failsWithWhatTheServiceSays(int status, String body, String why) {
        answers(json(status, body));

        assertThat(failure()).isInstanceOf(ChatException.class).hasMessageContaining(why);
        FOUNDRY.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "agent, sup port, PARLEY_CHAT_AGENT",
        "agent, support:, PARLEY_CHAT_AGENT",
        "route, classic, PARLEY_CHAT_ROUTE",
        "key, secret-key-1, AZURE_OPENAI_KEY",
        "deployment, gpt-4o, AZURE_OPENAI_DEPLOYMENT",
        "reasoning-effort, low, PARLEY_CHAT_REASONING_EFFORT",
        "endpoint, https://contoso.services.ai.azure.com, AZURE_OPENAI_ENDPOINT",
        "endpoint, https://contoso.openai.azure.com/openai/v1, AZURE_OPENAI_ENDPOINT"
    })
    void refusesSettingsThatMakeNoSenseBesideAnAgent(String name, String value, String variable) {
        assertThatThrownBy(() -> client(Optional.of(tokens()), name, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable)
                .hasMessageNotContaining("secret-key");
    }

    @Test
    void needsAnIdentity() {
        assertThatThrownBy(() -> client(Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CHAT_IDENTITY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://contoso.services.ai.azure.com/api/projects/shop",
                "https://contoso.services.ai.azure.com/api/projects/shop/openai/v1/"
            })
    void takesTheAddressOfTheProjectAsPortalsShowIt(String endpoint) {
        ChatTarget target =
                client(Optional.of(tokens()), "endpoint", endpoint).client().target();

        assertThat(target.base()).hasToString("https://contoso.services.ai.azure.com/api/projects/shop");
        assertThat(target.name()).isEqualTo("support@contoso.services.ai.azure.com");
    }

    private Reply answer(Consumer<String> draft, String... settings) {
        return client(Optional.of(tokens()), settings)
                .reply(CHAT, draft)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static Throwable failure() {
        return client(Optional.of(tokens()))
                .reply(CHAT, ChatModel.UNSEEN)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(Duration.ofSeconds(10))
                .getFailure();
    }

    private static Clients.Asked client(Optional<CachingTokenSource> tokens, String... settings) {
        String[] basic = {"endpoint", FOUNDRY.baseUrl() + PROJECT, "agent", "support"};
        return Clients.of(tokens, Stream.of(basic, settings).flatMap(Stream::of).toArray(String[]::new));
    }

    private static CachingTokenSource tokens() {
        AccessToken good = new AccessToken("good", Instant.now(), Instant.now().plusSeconds(3600));
        return new CachingTokenSource(() -> Uni.createFrom().item(good), Clock.systemUTC());
    }

    private static void answers(ResponseDefinitionBuilder response) {
        FOUNDRY.resetAll();
        FOUNDRY.stubFor(post(anyUrl()).willReturn(response));
    }

    private static ResponseDefinitionBuilder whole(String text, String annotations) {
        return json(
                200,
                "{\"status\":\"completed\",\"output\":[" + message(text, annotations)
                        + "],\"usage\":{\"input_tokens\":900,\"output_tokens\":12}}");
    }

    private static String message(String text, String annotations) {
        return "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"" + text
                + "\",\"annotations\":[" + annotations + "]}]}";
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(body);
    }

    private static ResponseDefinitionBuilder stream(String events) {
        String body = Stream.of(events.split("\n"))
                .map(event -> "data: " + event + "\n\n")
                .reduce("", String::concat);
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(body);
    }
}
