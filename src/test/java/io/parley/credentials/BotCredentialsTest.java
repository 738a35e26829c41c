package io.parley.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.parley.registration.AppType;
import io.parley.registration.Cloud;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BotCredentialsTest {

    private final WireMockServer entra = new WireMockServer(options().dynamicPort());

    @BeforeEach
    void start() {
        entra.start();
        entra.stubFor(post(anyUrl()).willReturn(okJson("{\"access_token\": \"fake.token\", \"expires_in\": 3599}")));
    }

    @AfterEach
    void stop() {
        entra.stop();
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
    void asksForTheCloudsConnectorAtTheBotsTenant(AppType type, Cloud cloud, String tenant, String scope) {
        CachingTokenSource tokens =
                credentials(Registration.of("app", "word", "home", type, cloud)).orElseThrow();

        assertThat(token(tokens).value()).isEqualTo("fake.token");
        assertThat(token(tokens).value()).isEqualTo("fake.token");
        entra.verify(
                1,
                postRequestedFor(urlPathEqualTo("/" + tenant + "/oauth2/v2.0/token"))
                        .withFormParam("scope", equalTo(scope)));
    }

    @Test
    void areAbsentWithoutAnApplication() {
        assertThat(credentials(Registration.of(null, null, null, AppType.MULTI_TENANT, Cloud.PUBLIC)))
                .isEmpty();
    }

    @Test
    void areNotMadeOfAnIncompleteRegistration() {
        assertThatThrownBy(() -> credentials(Registration.of("app", null, null, AppType.MULTI_TENANT, Cloud.PUBLIC)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void doNotSendTheSecretInTheClear() {
        Registration registration = Registration.of("app", "word", null, AppType.MULTI_TENANT, Cloud.PUBLIC);

        assertThatThrownBy(
                        () -> new BotCredentials(registration, new Settings(Optional.of("http://login.example.com"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CREDENTIALS_AUTHORITY");
    }

    private Optional<CachingTokenSource> credentials(Registration registration) {
        return new BotCredentials(registration, new Settings(Optional.of(entra.baseUrl()))).connector();
    }

    private static AccessToken token(CachingTokenSource tokens) {
        return tokens.token().await().atMost(Duration.ofSeconds(10));
    }
}
