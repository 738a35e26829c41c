package io.parley.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.parley.MutableClock;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ManagedIdentityTest {

    @RegisterExtension
    static final WireMockExtension PLATFORM = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final String HEADER = "853b9a84-5bfa-4b22-a3f3-0b9a43d9ad8a";
    private static final String RESOURCE = "https://cognitiveservices.azure.com";
    private static final String QUERY = "&resource=https%3A%2F%2Fcognitiveservices.azure.com";
    private static final String APP_SERVICE = "/msi/token?api-version=2019-08-01" + QUERY;
    private static final String IMDS = "/metadata/identity/oauth2/token?api-version=2018-02-01" + QUERY;
    private static final Duration SHORT = Duration.ofMillis(10);

    private final MutableClock clock = new MutableClock();

    @Test
    void asksAppService() {
        answers(okJson(Fixtures.read("appservice_token_200.json")));

        AccessToken token = ask(identity(Optional.empty(), appService()).source(RESOURCE));

        assertThat(token)
                .isEqualTo(
                        new AccessToken("eyJ0eXAi.fake.sig", MutableClock.START, Instant.ofEpochSecond(1_795_435_200)));
        PLATFORM.verify(1, getRequestedFor(urlEqualTo(APP_SERVICE)).withHeader("X-IDENTITY-HEADER", equalTo(HEADER)));
    }

    @Test
    void asksAVirtualMachinesMetadataService() {
        answers(okJson(Fixtures.read("imds_token_200.json")));

        AccessToken token = ask(identity(Optional.empty(), imds()).source(RESOURCE));

        assertThat(token)
                .isEqualTo(
                        new AccessToken("eyJ0eXAi.fake.sig", MutableClock.START, Instant.ofEpochSecond(1_795_435_200)));
        PLATFORM.verify(1, getRequestedFor(urlEqualTo(IMDS)).withHeader("Metadata", equalTo("true")));
    }

    @Test
    void asksForAUserAssignedIdentityByItsClientId() {
        answers(okJson(Fixtures.read("imds_token_200.json")));

        ask(identity(Optional.of("1111"), appService()).source(RESOURCE));
        ask(identity(Optional.of("1111"), imds()).source(RESOURCE));

        PLATFORM.verify(1, getRequestedFor(urlEqualTo(APP_SERVICE + "&client_id=1111")));
        PLATFORM.verify(1, getRequestedFor(urlEqualTo(IMDS + "&client_id=1111")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed-identity.endpoint", "managed-identity.header"})
    void asksTheMachineWhereThePlatformSaysHalf(String setting) {
        answers(okJson(Fixtures.read("imds_token_200.json")));
        CredentialsConfig half =
                Settings.of("managed-identity.imds", PLATFORM.baseUrl(), setting, PLATFORM.baseUrl() + "/msi/token");

        ask(identity(Optional.empty(), half).source(RESOURCE));

        PLATFORM.verify(1, getRequestedFor(urlEqualTo(IMDS)));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"expires_on\": \"1795435200\"', 2026-11-23T12:00:00Z",
        "'\"expires_on\": 1795435200', 2026-11-23T12:00:00Z",
        "'\"expires_on\": \"1795435200\", \"expires_in\": \"99\"', 2026-11-23T12:00:00Z",
        "'\"expires_in\": \"3600\"', 2026-11-22T13:00:00Z",
        "'\"expires_in\": 3600', 2026-11-22T13:00:00Z",
    })
    void readsLifetimesAsTheyCome(String lifetime, Instant end) {
        answers(okJson("{\"access_token\": \"fake.token\", " + lifetime + "}"));

        assertThat(ask(appServiceSource()).expiresAt()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"access_token\": \"fake.token\"}",
                "{\"access_token\": \"\", \"expires_on\": \"1795435200\"}",
                "{\"access_token\": \"fake.token\", \"expires_on\": \"11/23/2026 12:00:00\"}",
                "{\"access_token\": \"fake.token\", \"expires_on\": 9223372036854775807}",
                "not JSON, fake.token",
                "",
            })
    void refusesAnAnswerThatIsNoToken(String body) {
        answers(aResponse().withBody(body));

        assertThat(catchThrowable(() -> ask(appServiceSource())))
                .isInstanceOf(CredentialException.class)
                .hasMessageNotContaining("fake.token");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 429, 500, 503, 504})
    void asksAgainThreeTimes(int status) {
        answers(aResponse().withStatus(status));

        assertThat(catchThrowable(() -> ask(appServiceSource())))
                .isExactlyInstanceOf(CredentialException.Unavailable.class)
                .hasMessageContaining("the system-assigned managed identity")
                .hasMessageContaining("status " + status);
        PLATFORM.verify(4, getRequestedFor(urlEqualTo(APP_SERVICE)));

        PLATFORM.resetRequests();
        assertThat(catchThrowable(() -> ask(imdsSource()))).hasMessageContaining("status " + status);
        PLATFORM.verify(4, getRequestedFor(urlEqualTo(IMDS)));
    }

    @Test
    void asksAgainLongerWhileTheMetadataServiceIsUpgraded() {
        answers(aResponse().withStatus(410));

        assertThat(catchThrowable(() -> ask(imdsSource()))).hasMessageContaining("status 410");
        PLATFORM.verify(8, getRequestedFor(urlEqualTo(IMDS)));
    }

    @Test
    void givesTheTokenOfAnotherTry() {
        PLATFORM.stubFor(get(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("ready"));
        PLATFORM.stubFor(get(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs("ready")
                .willReturn(okJson(Fixtures.read("imds_token_200.json"))));

        assertThat(ask(imdsSource()).value()).isEqualTo("eyJ0eXAi.fake.sig");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void saysWhatToDoWhereThereIsNoSuchIdentity(int status) {
        answers(aResponse()
                .withStatus(status)
                .withBody("{\"error\": \"invalid_request\", \"error_description\": \"Identity private not found\"}"));

        assertThat(catchThrowable(() -> ask(imdsSource())))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessage("The platform refused a token of the system-assigned managed identity: status " + status
                        + ", invalid_request. Assign that identity to what runs the bot, and check its client id.");
        PLATFORM.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void followsNoRedirect() {
        PLATFORM.stubFor(get(anyUrl())
                .willReturn(aResponse().withStatus(307).withHeader("Location", PLATFORM.baseUrl() + "/elsewhere")));

        assertThat(catchThrowable(() -> ask(appServiceSource()))).isInstanceOf(CredentialException.class);
        assertThat(catchThrowable(() -> ask(imdsSource()))).isInstanceOf(CredentialException.class);
        PLATFORM.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void usesNoProxy() {
        answers(okJson(Fixtures.read("imds_token_200.json")));
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        System.setProperty("http.nonProxyHosts", "nobody");
        try {
            ask(imdsSource());
            ask(appServiceSource());
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }

        PLATFORM.verify(2, getRequestedFor(anyUrl()));
    }

    @Test
    void saysWhereThereIsNoMetadataService() {
        TokenSource nobody = identity(Optional.empty(), Settings.of("managed-identity.imds", "http://127.0.0.1:1"))
                .source(RESOURCE);

        assertThat(catchThrowable(() -> ask(nobody)))
                .isExactlyInstanceOf(CredentialException.class)
                .hasMessageContaining("IDENTITY_ENDPOINT");
    }

    @Test
    void sendsTheHeaderNowhereInTheClear() {
        CredentialsConfig elsewhere = Settings.of(
                "managed-identity.endpoint", "http://identity.example.com/", "managed-identity.header", HEADER);

        assertThatThrownBy(() -> identity(Optional.empty(), elsewhere).source(RESOURCE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("IDENTITY_ENDPOINT")
                .hasMessageNotContaining(HEADER);
    }

    @Test
    void anAnswerIsMasked() {
        assertThat(new ManagedIdentityAnswer(200, new TextNode("fake.token")))
                .hasToString("ManagedIdentityAnswer[200]");
    }

    private Identity identity(Optional<String> clientId, CredentialsConfig config) {
        return ManagedIdentity.of(clientId, config, clock);
    }

    private static CredentialsConfig appService() {
        return Settings.of(
                "managed-identity.endpoint", PLATFORM.baseUrl() + "/msi/token", "managed-identity.header", HEADER);
    }

    private static CredentialsConfig imds() {
        return Settings.of("managed-identity.imds", PLATFORM.baseUrl());
    }

    private TokenSource appServiceSource() {
        return source(
                AppServicePlatform.at(URI.create(PLATFORM.baseUrl() + "/msi/token"), HEADER, Settings.of()), SHORT);
    }

    private TokenSource imdsSource() {
        return source(VirtualMachinePlatform.at(URI.create(PLATFORM.baseUrl()), Settings.of()), Duration.ofMillis(1));
    }

    private TokenSource source(ManagedIdentityPlatform platform, Duration pause) {
        return new ManagedIdentityTokenSource(platform, request(), clock, pause);
    }

    private static ManagedIdentityRequest request() {
        return new ManagedIdentityRequest(Optional.empty(), RESOURCE);
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        PLATFORM.stubFor(get(anyUrl()).willReturn(answer));
    }

    private static AccessToken ask(TokenSource source) {
        return source.token().await().atMost(Duration.ofSeconds(10));
    }
}
