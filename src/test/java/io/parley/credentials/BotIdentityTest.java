package io.parley.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.registration.AppType;
import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class BotIdentityTest {

    @RegisterExtension
    static final AzureServer AZURE = new AzureServer();

    private static final RegistrationConfig WITH_SECRET =
            Registrations.of("app", "word", "home", AppType.SINGLE_TENANT, Cloud.PUBLIC);
    private static final RegistrationConfig WITHOUT_SECRET =
            Registrations.of("app", null, "home", AppType.SINGLE_TENANT, Cloud.PUBLIC);

    private Path folder;

    @BeforeEach
    void start(@TempDir Path empty) {
        folder = empty;
    }

    @ParameterizedTest
    @CsvSource({
        "MULTI_TENANT, PUBLIC, botframework.com, https://api.botframework.com/.default",
        "MULTI_TENANT, US_GOVERNMENT, MicrosoftServices.onmicrosoft.us, https://api.botframework.us/.default",
        "MULTI_TENANT, CHINA, microsoftservices.partner.onmschina.cn, https://api.botframework.azure.cn/.default",
        "SINGLE_TENANT, PUBLIC, home, https://api.botframework.com/.default",
        "SINGLE_TENANT, US_GOVERNMENT, home, https://api.botframework.us/.default",
        "SINGLE_TENANT, CHINA, home, https://api.botframework.azure.cn/.default",
    })
    void askForTheCloudsConnectorAtTheBotsTenant(AppType type, Cloud cloud, String tenant, String scope) {
        CachingTokenSource tokens = credentials(Registrations.of("app", "word", "home", type, cloud))
                .orElseThrow();

        assertThat(token(tokens)).isEqualTo(AzureServer.ENTRA_TOKEN);
        assertThat(token(tokens)).isEqualTo(AzureServer.ENTRA_TOKEN);
        AZURE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/" + tenant + "/oauth2/v2.0/token"))
                        .withFormParam("client_secret", equalTo("word"))
                        .withFormParam("scope", equalTo(scope)));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://api.botframework.com",
        "US_GOVERNMENT, https://api.botframework.us",
        "CHINA, https://api.botframework.azure.cn",
    })
    void areThoseOfAUserAssignedIdentity(Cloud cloud, String resource) {
        RegistrationConfig registration = Registrations.of("app", null, null, AppType.USER_ASSIGNED_MSI, cloud);

        assertThat(token(credentials(registration).orElseThrow())).isEqualTo(AzureServer.MANAGED_TOKEN);
        AZURE.verify(
                1,
                getRequestedFor(urlPathEqualTo("/msi/token"))
                        .withQueryParam("client_id", equalTo("app"))
                        .withQueryParam("resource", equalTo(resource)));
    }

    @Test
    void areThoseOfAUserAssignedIdentityThatTrustsThePod() throws IOException {
        RegistrationConfig registration = Registrations.of("app", null, null, AppType.USER_ASSIGNED_MSI, Cloud.PUBLIC);
        String file = Files.writeString(folder.resolve("token"), "of.the.pod").toString();

        token(credentials(registration, "workload-identity.token-file", file, "workload-identity.tenant-id", "home")
                .orElseThrow());

        AZURE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/home/oauth2/v2.0/token"))
                        .withFormParam("client_id", equalTo("app"))
                        .withFormParam("client_assertion", equalTo("of.the.pod")));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, api://AzureADTokenExchange",
        "US_GOVERNMENT, api://AzureADTokenExchangeUSGov",
        "CHINA, api://AzureADTokenExchangeChina",
    })
    void areProvedByAFederatedIdentity(Cloud cloud, String exchange) {
        RegistrationConfig registration = Registrations.of("app", null, "home", AppType.SINGLE_TENANT, cloud);

        assertThat(token(credentials(registration, "federated-identity", "1111").orElseThrow()))
                .isEqualTo(AzureServer.ENTRA_TOKEN);
        AZURE.verify(
                1,
                getRequestedFor(urlPathEqualTo("/msi/token"))
                        .withQueryParam("client_id", equalTo("1111"))
                        .withQueryParam("resource", equalTo(exchange)));
        AZURE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/home/oauth2/v2.0/token"))
                        .withFormParam("client_id", equalTo("app"))
                        .withFormParam("client_secret", absent())
                        .withFormParam("client_assertion", equalTo(AzureServer.MANAGED_TOKEN)));
    }

    @Test
    void areProvedByACertificate() throws IOException {
        String file = Files.writeString(
                        folder.resolve("bot.pem"), Fixtures.read("key.pem") + Fixtures.read("certificate.pem"))
                .toString();

        token(credentials(WITHOUT_SECRET, "certificate", file).orElseThrow());

        AZURE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/home/oauth2/v2.0/token"))
                        .withFormParam("client_assertion", matching("[\\w-]+\\.[\\w-]+\\.[\\w-]+")));
    }

    @Test
    void areProvedByAWorkloadIdentityWhoseTokenChanges() throws IOException {
        Path file = folder.resolve("token");
        CachingTokenSource tokens = credentials(WITHOUT_SECRET, "workload-identity.token-file", file.toString())
                .orElseThrow();

        Files.writeString(file, "one");
        AccessToken first = accessToken(tokens);
        Files.writeString(file, "two");
        tokens.discard(first);
        token(tokens);

        for (String assertion : new String[] {"one", "two"}) {
            AZURE.verify(1, postRequestedFor(anyUrl()).withFormParam("client_assertion", equalTo(assertion)));
        }
    }

    @Test
    void areProvedByTheSecretInAPodThatHasAnIdentityToo() {
        token(credentials(WITH_SECRET, "workload-identity.token-file", "/nope").orElseThrow());

        AZURE.verify(1, postRequestedFor(anyUrl()).withFormParam("client_secret", equalTo("word")));
    }

    @Test
    void areAskedForOnceHoweverManyWait() {
        AZURE.stubFor(post(anyUrl())
                .willReturn(okJson(Fixtures.read("entra_token_200.json")).withFixedDelay(200)));
        CachingTokenSource tokens = credentials(WITH_SECRET).orElseThrow();

        List<AccessToken> answers = Multi.createFrom()
                .range(0, 50)
                .onItem()
                .transformToUniAndMerge(number -> tokens.token())
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(answers).hasSize(50);
        AZURE.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void areAbsentWithoutAnApplication() {
        assertThat(credentials(Registrations.of(null, null, null, AppType.MULTI_TENANT, Cloud.PUBLIC)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = AppType.class,
            names = {"MULTI_TENANT", "SINGLE_TENANT"})
    void areNotMadeWithoutAProof(AppType type) {
        assertThatThrownBy(() -> credentials(Registrations.of("app", null, "home", type, Cloud.PUBLIC)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MICROSOFT_APP_PASSWORD")
                .hasMessageContaining("PARLEY_CREDENTIALS_CERTIFICATE")
                .hasMessageContaining("PARLEY_CREDENTIALS_FEDERATED_IDENTITY")
                .hasMessageContaining("AZURE_FEDERATED_TOKEN_FILE");
    }

    @Test
    void areNotMadeOfTwoProofs() {
        assertThatThrownBy(() -> credentials(WITH_SECRET, "federated-identity", "1111"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MICROSOFT_APP_PASSWORD and PARLEY_CREDENTIALS_FEDERATED_IDENTITY")
                .hasMessageNotContaining("word.");
    }

    @Test
    void areNotMadeOfAnIdentityAndASecret() {
        RegistrationConfig both = Registrations.of("app", "word", null, AppType.USER_ASSIGNED_MSI, Cloud.PUBLIC);

        assertThatThrownBy(() -> credentials(both))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MICROSOFT_APP_PASSWORD")
                .hasMessageContaining("UserAssignedMSI");
    }

    @Test
    void areNotMadeOfASingleTenantWithoutTenant() {
        assertThatThrownBy(
                        () -> credentials(Registrations.of("app", "word", null, AppType.SINGLE_TENANT, Cloud.PUBLIC)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MICROSOFT_APP_TENANT_ID");
    }

    @Test
    void areNotMadeOfAPodWithoutTenant() {
        RegistrationConfig registration = Registrations.of("app", null, null, AppType.USER_ASSIGNED_MSI, Cloud.PUBLIC);

        assertThatThrownBy(() -> credentials(registration, "workload-identity.token-file", "/nope"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MICROSOFT_APP_TENANT_ID");
    }

    @Test
    void doNotSendTheSecretInTheClear() {
        CredentialsConfig inTheClear = Settings.of("authority", "http://login.example.com");

        assertThatThrownBy(() -> new Identities(WITH_SECRET, inTheClear).ofBot())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CREDENTIALS_AUTHORITY");
        AZURE.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void failWhereTheFederatedIdentityIsNotThere() {
        AZURE.stubFor(any(urlPathEqualTo("/msi/token")).willReturn(okJson("{}").withStatus(400)));
        CachingTokenSource tokens =
                credentials(WITHOUT_SECRET, "federated-identity", "1111").orElseThrow();

        assertThatThrownBy(() -> token(tokens))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining("the managed identity 1111");
        AZURE.verify(0, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({"SINGLE_TENANT, home", "MULTI_TENANT, botframework.com"})
    void areForEachBotThatMayCall(AppType type, String tenant) {
        Identity bot =
                bot(Registrations.of("app", "word", "home", type, Cloud.PUBLIC)).orElseThrow();

        for (String caller : new String[] {"one", "other"}) {
            CachingTokenSource tokens = bot.tokensFor(caller);
            token(tokens);
            token(tokens);
            AZURE.verify(
                    1,
                    postRequestedFor(urlPathEqualTo("/" + tenant + "/oauth2/v2.0/token"))
                            .withFormParam("client_id", equalTo("app"))
                            .withFormParam("client_secret", equalTo("word"))
                            .withFormParam("scope", equalTo(caller + "/.default")));
        }
    }

    @Test
    void areForABotThatMayCallAUserAssignedIdentity() {
        RegistrationConfig registration = Registrations.of("app", null, null, AppType.USER_ASSIGNED_MSI, Cloud.PUBLIC);

        token(bot(registration).orElseThrow().tokensFor("other"));

        AZURE.verify(
                1,
                getRequestedFor(urlPathEqualTo("/msi/token"))
                        .withQueryParam("client_id", equalTo("app"))
                        .withQueryParam("resource", equalTo("other")));
    }

    private static Optional<CachingTokenSource> credentials(RegistrationConfig registration, String... settings) {
        return bot(registration, settings)
                .map(bot -> bot.tokensFor(registration.cloud().connectorResource()));
    }

    private static Optional<Identity> bot(RegistrationConfig registration, String... settings) {
        Stream<String> all = Stream.concat(Stream.of("authority", AZURE.baseUrl()), Stream.of(settings));
        return new Identities(registration, AZURE.platform(all.toArray(String[]::new))).ofBot();
    }

    private static AccessToken accessToken(CachingTokenSource tokens) {
        return tokens.token().await().atMost(Duration.ofSeconds(10));
    }

    private static String token(CachingTokenSource tokens) {
        return accessToken(tokens).value();
    }
}
