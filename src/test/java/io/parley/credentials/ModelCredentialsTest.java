package io.parley.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.parley.registration.AppType;
import io.parley.registration.Cloud;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class ModelCredentialsTest {

    /** Entra, and the platform that has managed identities. */
    @RegisterExtension
    static final WireMockExtension AZURE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private Path folder;

    @BeforeEach
    void start(@TempDir Path empty) {
        folder = empty;
        AZURE.stubFor(post(anyUrl()).willReturn(okJson(Fixtures.read("entra_token_200.json"))));
        AZURE.stubFor(get(anyUrl()).willReturn(okJson("{\"access_token\": \"managed.token\", \"expires_in\": 86399}")));
    }

    @Test
    void areAbsentWithoutAnIdentity() {
        assertThat(credentials(Settings.ofModel("key", "a.key"), registered(Cloud.PUBLIC), platform())
                        .tokens())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://cognitiveservices.azure.com",
        "US_GOVERNMENT, https://cognitiveservices.azure.us",
        "CHINA, https://cognitiveservices.azure.cn",
    })
    void areThoseOfTheManagedIdentity(Cloud cloud, String resource) {
        assertThat(token(Settings.ofModel("identity", "managed"), registered(cloud), platform()))
                .isEqualTo("managed.token");
        AZURE.verify(
                1,
                getRequestedFor(urlPathEqualTo("/msi/token"))
                        .withQueryParam("client_id", absent())
                        .withQueryParam("resource", equalTo(resource)));
    }

    @Test
    void areThoseOfAVirtualMachinesIdentity() {
        CredentialsConfig machine = Settings.of("managed-identity.imds", AZURE.baseUrl());

        assertThat(token(Settings.ofModel("identity", "managed"), registered(Cloud.PUBLIC), machine))
                .isEqualTo("managed.token");
        AZURE.verify(1, getRequestedFor(urlPathEqualTo("/metadata/identity/oauth2/token")));
    }

    @Test
    void areThoseOfTheUserAssignedIdentityThatIsNamed() {
        ModelIdentityConfig named = Settings.ofModel("identity", "managed", "identity-client-id", "1111");
        token(named, registered(Cloud.PUBLIC), platform("workload-identity.client-id", "2222"));
        token(
                Settings.ofModel("identity", "managed"),
                registered(Cloud.PUBLIC),
                platform("workload-identity.client-id", "2222"));

        for (String clientId : new String[] {"1111", "2222"}) {
            AZURE.verify(1, getRequestedFor(anyUrl()).withQueryParam("client_id", equalTo(clientId)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://ai.azure.com, https://ai.azure.com",
        "https://ai.azure.com/, https://ai.azure.com",
        "https://ai.azure.com/.default, https://ai.azure.com",
    })
    void areForTheResourceThatIsSet(String setting, String resource) {
        token(Settings.ofModel("identity", "managed", "resource", setting), registered(Cloud.PUBLIC), platform());

        AZURE.verify(1, getRequestedFor(anyUrl()).withQueryParam("resource", equalTo(resource)));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://cognitiveservices.azure.com/.default",
        "US_GOVERNMENT, https://cognitiveservices.azure.us/.default",
        "CHINA, https://cognitiveservices.azure.cn/.default",
    })
    void areThoseOfThePodsWorkloadIdentity(Cloud cloud, String scope) throws IOException {
        String file = Files.writeString(folder.resolve("token"), "of.the.pod").toString();
        CredentialsConfig pod = Settings.of(
                "workload-identity.tenant-id",
                "home",
                "workload-identity.client-id",
                "2222",
                "workload-identity.token-file",
                file,
                "workload-identity.authority",
                AZURE.baseUrl() + "/");

        token(Settings.ofModel("identity", "workload"), registered(cloud), pod);

        AZURE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/home/oauth2/v2.0/token"))
                        .withFormParam("client_id", equalTo("2222"))
                        .withFormParam("client_assertion", equalTo("of.the.pod"))
                        .withFormParam("scope", equalTo(scope)));
    }

    @ParameterizedTest
    @EnumSource(
            value = AppType.class,
            names = {"MULTI_TENANT", "SINGLE_TENANT"})
    void areThoseOfTheBotsApplicationAtItsHomeTenant(AppType type) {
        Registration bot = Registration.of("app", "word", "home", type, Cloud.PUBLIC);

        token(Settings.ofModel("identity", "application"), bot, Settings.of("authority", AZURE.baseUrl()));

        AZURE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/home/oauth2/v2.0/token"))
                        .withFormParam("client_id", equalTo("app"))
                        .withFormParam("client_secret", equalTo("word"))
                        .withFormParam("scope", equalTo("https://cognitiveservices.azure.com/.default")));
    }

    @Test
    void areThoseOfTheBotsManagedIdentity() {
        Registration bot = Registration.of("app", null, null, AppType.USER_ASSIGNED_MSI, Cloud.PUBLIC);

        assertThat(token(Settings.ofModel("identity", "application"), bot, platform()))
                .isEqualTo("managed.token");
        AZURE.verify(1, getRequestedFor(anyUrl()).withQueryParam("client_id", equalTo("app")));
    }

    @ParameterizedTest
    @CsvSource({"managed", "workload", "application"})
    void areNotMadeBesideAKey(String identity) {
        ModelIdentityConfig both = Settings.ofModel("identity", identity, "key", "a.key");

        assertThatThrownBy(() -> credentials(both, registered(Cloud.PUBLIC), platform()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_KEY")
                .hasMessageContaining("PARLEY_CHAT_IDENTITY")
                .hasMessageNotContaining("a.key");
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE_TENANT_ID, workload-identity.client-id, workload-identity.token-file",
        "AZURE_CLIENT_ID, workload-identity.tenant-id, workload-identity.token-file",
        "AZURE_FEDERATED_TOKEN_FILE, workload-identity.tenant-id, workload-identity.client-id",
    })
    void areNotMadeOfAnIncompleteWorkloadIdentity(String missing, String one, String other) {
        assertThatThrownBy(() -> credentials(
                        Settings.ofModel("identity", "workload"),
                        registered(Cloud.PUBLIC),
                        Settings.of(one, "set", other, "set")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(missing + " is not set");
    }

    @ParameterizedTest
    @CsvSource({", home, MICROSOFT_APP_ID", "app, , MICROSOFT_APP_TENANT_ID"})
    void areNotMadeOfAnIncompleteRegistration(String id, String tenant, String missing) {
        Registration bot = Registration.of(id, "word", tenant, AppType.MULTI_TENANT, Cloud.PUBLIC);

        assertThatThrownBy(() -> credentials(Settings.ofModel("identity", "application"), bot, platform()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(missing + " is not set");
    }

    @Test
    void doNotSendAPodsTokenInTheClear() {
        CredentialsConfig pod = Settings.of(
                "workload-identity.tenant-id", "home",
                "workload-identity.client-id", "2222",
                "workload-identity.token-file", "/nope",
                "workload-identity.authority", "http://login.example.com/");

        assertThatThrownBy(() -> credentials(Settings.ofModel("identity", "workload"), registered(Cloud.PUBLIC), pod))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_AUTHORITY_HOST");
    }

    private static Registration registered(Cloud cloud) {
        return Registration.of("app", "word", "home", AppType.SINGLE_TENANT, cloud);
    }

    /** Of App Service. */
    private static CredentialsConfig platform(String... settings) {
        String[] all = new String[settings.length + 4];
        all[0] = "managed-identity.endpoint";
        all[1] = AZURE.baseUrl() + "/msi/token";
        all[2] = "managed-identity.header";
        all[3] = "a.header";
        System.arraycopy(settings, 0, all, 4, settings.length);
        return Settings.of(all);
    }

    private static ModelCredentials credentials(
            ModelIdentityConfig model, Registration registration, CredentialsConfig config) {
        return new ModelCredentials(model, registration, config);
    }

    private static String token(ModelIdentityConfig model, Registration registration, CredentialsConfig config) {
        CachingTokenSource tokens =
                credentials(model, registration, config).tokens().orElseThrow();
        return tokens.token().await().atMost(Duration.ofSeconds(10)).value();
    }
}
