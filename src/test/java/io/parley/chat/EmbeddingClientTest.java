package io.parley.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.parley.ConfigMappings;
import io.parley.MutableClock;
import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.parley.registration.Cloud;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NullUnmarked
class EmbeddingClientTest {

    @RegisterExtension
    static final WireMockExtension SERVICE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final String CLASSIC = "/openai/deployments/small/embeddings?api-version=2024-10-21";
    private static final String V1 = "/openai/v1/embeddings";
    private static final String PROJECT = "https://contoso.services.ai.azure.com/api/projects/support";
    private static final String SECRET_TEXT = "what nobody may read in a log";

    private final MutableClock clock = new MutableClock();

    @Test
    void asksTheModelsResourceWithItsKey() {
        answers(CLASSIC, okJson(embeddings(0.5, 0.25)));

        Embeddings made = ask(client("endpoint", SERVICE.baseUrl(), "key", "key-of-the-model"), "one", "two");

        assertThat(made.tokens()).isEqualTo(8);
        assertThat(made.vectors()).hasSize(2).allSatisfy(vector -> assertThat(vector)
                .hasSize(512));
        assertThat(made.vectors().get(0)[0]).isEqualTo(0.5f);
        assertThat(made.vectors().get(1)[0]).isEqualTo(0.25f);
        SERVICE.verify(postRequestedFor(urlEqualTo(CLASSIC))
                .withHeader("api-key", equalTo("key-of-the-model"))
                .withHeader("Authorization", absent())
                .withRequestBody(equalToJson("{\"input\":[\"one\",\"two\"],\"dimensions\":512}")));
    }

    @Test
    void keepsANewerVersionOfTheModel() {
        String newer = CLASSIC.replace("2024-10-21", "2025-03-01-preview");
        answers(newer, okJson(embeddings(1)));

        assertThat(ask(client("endpoint", SERVICE.baseUrl(), "key", "k", "api-version", "2025-03-01-preview"), "one")
                        .vectors())
                .hasSize(1);
    }

    @Test
    void namesTheDeploymentInTheBodyOfTheV1Route() {
        answers(V1, okJson(embeddings(1)));

        ask(client("endpoint", SERVICE.baseUrl() + "/openai/v1", "key", "k"), "one");

        SERVICE.verify(postRequestedFor(urlEqualTo(V1))
                .withRequestBody(equalToJson("{\"input\":[\"one\"],\"dimensions\":512,\"model\":\"small\"}")));
    }

    @Test
    void presentsATokenOnTheClassicRouteAlone() {
        answers(CLASSIC, okJson(embeddings(1)));

        ask(
                clients(identity(), "endpoint", SERVICE.baseUrl() + "/openai/v1")
                        .connect("small", Optional.empty(), Optional.empty()),
                "one");

        SERVICE.verify(postRequestedFor(urlEqualTo(CLASSIC))
                .withHeader("Authorization", equalTo("Bearer token"))
                .withHeader("api-key", absent()));
    }

    @Test
    void asksAnotherResourceWithItsOwnKey() {
        answers(CLASSIC, okJson(embeddings(1)));

        ask(
                clients(Optional.empty(), "endpoint", "https://contoso.openai.azure.com", "key", "key-of-the-model")
                        .connect("small", Optional.of(SERVICE.baseUrl()), Optional.of("own-key")),
                "one");

        SERVICE.verify(postRequestedFor(urlEqualTo(CLASSIC)).withHeader("api-key", equalTo("own-key")));
    }

    @Test
    void presentsATokenForModelsBesideAnAgent() {
        answers(CLASSIC, okJson(embeddings(1)));
        ModelTokens tokens = new ModelTokens(
                ConfigMappings.of(ModelIdentityConfig.class, "identity", "managed", "agent", "support"),
                Cloud.PUBLIC,
                kind -> resource -> () -> Uni.createFrom().item(token("token-for-" + resource)));

        ask(
                new EmbeddingClients(ChatConfigs.of("endpoint", PROJECT, "agent", "support"), tokens)
                        .connect("small", Optional.of(SERVICE.baseUrl()), Optional.empty()),
                "one");

        SERVICE.verify(postRequestedFor(urlEqualTo(CLASSIC))
                .withHeader("Authorization", equalTo("Bearer token-for-https://cognitiveservices.azure.com")));
    }

    @Test
    void needsAResourceOfItsOwnBesideAnAgent() {
        EmbeddingClients clients = clients(identity(), "endpoint", PROJECT, "agent", "support");

        assertThatThrownBy(() -> clients.connect("small", Optional.empty(), Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_KNOWLEDGE_EMBEDDINGS_ENDPOINT");
    }

    @Test
    void saysHowLongTheServiceAsksNotToBeCalled() {
        answers(CLASSIC, aResponse().withStatus(429).withHeader("Retry-After", "17"));

        assertThat(failure(client("endpoint", SERVICE.baseUrl(), "key", "k")))
                .isInstanceOfSatisfying(ChatException.Throttled.class, throttled -> assertThat(throttled.getWait())
                        .contains(Duration.ofSeconds(17)));
    }

    @ParameterizedTest
    @CsvSource({"401, role", "403, role", "404, PARLEY_KNOWLEDGE_EMBEDDINGS", "400, small"})
    void saysWhatToCheckWhereTheServiceRefuses(int status, String advice) {
        answers(
                CLASSIC,
                aResponse()
                        .withStatus(status)
                        .withBody("{\"error\":{\"message\":\"Wrong input: " + SECRET_TEXT + "\"}}"));

        assertThat(failure(client("endpoint", SERVICE.baseUrl(), "key", "secret-key")))
                .isInstanceOf(ChatException.Rejected.class)
                .hasMessageContaining(advice)
                .hasMessageNotContainingAny(SECRET_TEXT, "secret-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>a proxy</html>",
                "{}",
                "{\"data\":[{\"index\":0,\"embedding\":[0.1,0.2]}]}",
                "{\"data\":[{\"index\":7,\"embedding\":[0.1]}]}",
                "{\"data\":\"none\"}",
            })
    void refusesWhatIsNoVectorOfEachText(String body) {
        answers(CLASSIC, okJson(body));

        assertThat(failure(client("endpoint", SERVICE.baseUrl(), "key", "k")))
                .isInstanceOf(ChatException.Unavailable.class)
                .hasMessageContaining("vectors");
    }

    @Test
    void endsACallInTime() {
        answers(CLASSIC, okJson(embeddings(1)).withFixedDelay(20_000));
        EmbeddingClient client = client("endpoint", SERVICE.baseUrl(), "key", "k");

        assertThat(catchThrowable(() -> client.embed(List.of("one"), Duration.ofMillis(200))
                        .await()
                        .atMost(Duration.ofSeconds(10))))
                .isInstanceOf(ChatException.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "small, , , AZURE_OPENAI_ENDPOINT",
        "small, http://elsewhere.example, k, PARLEY_KNOWLEDGE_EMBEDDINGS_ENDPOINT",
        "small, https://elsewhere.example, , PARLEY_KNOWLEDGE_EMBEDDINGS_KEY",
        "small, https://elsewhere.openai.azure.com/openai/deployments/small, k, goes into PARLEY_KNOWLEDGE_EMBEDDINGS.",
        "a/b, https://elsewhere.example, k, PARLEY_KNOWLEDGE_EMBEDDINGS",
    })
    void stopsTheStartAtAWrongSetting(String deployment, String endpoint, String key, String variable) {
        EmbeddingClients clients = clients(Optional.empty(), "key", "key-of-the-model");

        assertThatThrownBy(() -> clients.connect(deployment, Optional.ofNullable(endpoint), Optional.ofNullable(key)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable)
                .hasMessageNotContaining("key-of-the-model");
    }

    private static void answers(String url, ResponseDefinitionBuilder answer) {
        SERVICE.stubFor(post(urlEqualTo(url)).willReturn(answer));
    }

    private static String embeddings(double... first) {
        return java.util.stream.IntStream.range(0, first.length)
                .mapToObj(index -> "{\"object\":\"embedding\",\"index\":%d,\"embedding\":[%s%s]}"
                        .formatted(index, first[index], String.join("", Collections.nCopies(511, ",-0.001"))))
                .collect(Collectors.joining(
                        ",",
                        "{\"object\":\"list\",\"data\":[",
                        "],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}"));
    }

    private static EmbeddingClient client(String... settings) {
        return clients(Optional.empty(), settings).connect("small", Optional.empty(), Optional.empty());
    }

    private static EmbeddingClients clients(Optional<CachingTokenSource> tokens, String... settings) {
        return new EmbeddingClients(ChatConfigs.of(settings), tokens);
    }

    private Optional<CachingTokenSource> identity() {
        return Optional.of(new CachingTokenSource(() -> Uni.createFrom().item(token("token")), clock));
    }

    private AccessToken token(String value) {
        return new AccessToken(value, clock.instant(), clock.instant().plusSeconds(3_600));
    }

    private static Embeddings ask(EmbeddingClient client, String... texts) {
        return client.embed(List.of(texts), Duration.ofSeconds(10)).await().atMost(Duration.ofSeconds(20));
    }

    private static Throwable failure(EmbeddingClient client) {
        return catchThrowable(() -> ask(client, SECRET_TEXT));
    }
}
