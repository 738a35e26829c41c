package io.parley.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.registration.AppType;
import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class IdentitiesTest {

    @RegisterExtension
    static final AzureServer AZURE = new AzureServer();

    private Path folder;

    @BeforeEach
    void start(@TempDir Path empty) {
        folder = empty;
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://cognitiveservices.azure.com",
        "US_GOVERNMENT, https://cognitiveservices.azure.us",
        "CHINA, https://cognitiveservices.azure.cn",
    })
    void areThoseOfTheManagedIdentity(Cloud cloud, String resource) {
        assertThat(token(IdentityKind.MANAGED, registered(cloud), AZURE.platform()))
                .isEqualTo(AzureServer.MANAGED_TOKEN);
        AZURE.verify(
                1,
                getRequestedFor(urlPathEqualTo("/msi/token"))
                        .withQueryParam("client_id", absent())
                        .withQueryParam("resource", equalTo(resource)));
    }

    @Test
    void areThoseOfAVirtualMachinesIdentity() {
        CredentialsConfig machine = Settings.of("managed-identity.imds", AZURE.baseUrl());

        assertThat(token(IdentityKind.MANAGED, registered(Cloud.PUBLIC), machine))
                .isEqualTo(AzureServer.MANAGED_TOKEN);
        AZURE.verify(1, getRequestedFor(urlPathEqualTo("/metadata/identity/oauth2/token")));
    }

    @Test
    void areThoseOfTheUserAssignedIdentityThatIsNamed() {
        CredentialsConfig platform = AZURE.platform("workload-identity.client-id", "2222");
        Identities identities = new Identities(registered(Cloud.PUBLIC), platform);

        token(identities.of(IdentityKind.MANAGED, Optional.of("1111")), Cloud.PUBLIC);
        token(identities.of(IdentityKind.MANAGED, Optional.empty()), Cloud.PUBLIC);

        for (String clientId : new String[] {"1111", "2222"}) {
            AZURE.verify(1, getRequestedFor(anyUrl()).withQueryParam("client_id", equalTo(clientId)));
        }
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

        token(IdentityKind.WORKLOAD, registered(cloud), pod);

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
        RegistrationConfig bot = Registrations.of("app", "word", "home", type, Cloud.PUBLIC);

        token(IdentityKind.APPLICATION, bot, Settings.of("authority", AZURE.baseUrl()));

        AZURE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/home/oauth2/v2.0/token"))
                        .withFormParam("client_id", equalTo("app"))
                        .withFormParam("client_secret", equalTo("word"))
                        .withFormParam("scope", equalTo("https://cognitiveservices.azure.com/.default")));
    }

    @Test
    void areThoseOfTheBotsManagedIdentity() {
        RegistrationConfig bot = Registrations.of("app", null, null, AppType.USER_ASSIGNED_MSI, Cloud.PUBLIC);

        assertThat(token(IdentityKind.APPLICATION, bot, AZURE.platform())).isEqualTo(AzureServer.MANAGED_TOKEN);
        AZURE.verify(1, getRequestedFor(anyUrl()).withQueryParam("client_id", equalTo("app")));
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE_TENANT_ID, workload-identity.client-id, workload-identity.token-file",
        "AZURE_CLIENT_ID, workload-identity.tenant-id, workload-identity.token-file",
        "AZURE_FEDERATED_TOKEN_FILE, workload-identity.tenant-id, workload-identity.client-id",
    })
    void areNotMadeOfAnIncompleteWorkloadIdentity(String missing, String one, String other) {
        assertThatThrownBy(() -> identity(
                        IdentityKind.WORKLOAD, registered(Cloud.PUBLIC), Settings.of(one, "set", other, "set")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(missing + " is not set");
    }

    @ParameterizedTest
    @CsvSource({", home, MICROSOFT_APP_ID", "app, , MICROSOFT_APP_TENANT_ID"})
    void areNotMadeOfAnIncompleteRegistration(String id, String tenant, String missing) {
        RegistrationConfig bot = Registrations.of(id, "word", tenant, AppType.MULTI_TENANT, Cloud.PUBLIC);

        assertThatThrownBy(() -> identity(IdentityKind.APPLICATION, bot, AZURE.platform()))
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

        assertThatThrownBy(() -> identity(IdentityKind.WORKLOAD, registered(Cloud.PUBLIC), pod))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_AUTHORITY_HOST");
    }

    private static RegistrationConfig registered(Cloud cloud) {
        return Registrations.of("app", "word", "home", AppType.SINGLE_TENANT, cloud);
    }

    private static Identity identity(IdentityKind kind, RegistrationConfig registration, CredentialsConfig config) {
        return new Identities(registration, config).of(kind, Optional.empty());
    }

    private static String token(IdentityKind kind, RegistrationConfig registration, CredentialsConfig config) {
        return token(identity(kind, registration, config), registration.cloud());
    }

    private static String token(Identity identity, Cloud cloud) {
        return identity.tokensFor(cloud.modelResource())
                .token()
                .await()
                .atMost(Duration.ofSeconds(10))
                .value();
    }
}
