package io.parley.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTest {

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://login.botframework.com/v1/.well-known/openidconfiguration, https://api.botframework.com",
        "US_GOVERNMENT, https://login.botframework.azure.us/v1/.well-known/openidconfiguration, https://api.botframework.us",
        "CHINA, https://login.botframework.azure.cn/v1/.well-known/openidconfiguration, https://api.botframework.azure.cn",
    })
    void knowsWhoSpeaksForTheConnector(Cloud cloud, String metadata, String issuer) {
        assertThat(cloud.connectorMetadata()).hasToString(metadata);
        assertThat(cloud.connectorIssuer()).isEqualTo(issuer);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://login.microsoftonline.com, botframework.com, https://api.botframework.com",
        "US_GOVERNMENT, https://login.microsoftonline.us, MicrosoftServices.onmicrosoft.us, https://api.botframework.us",
        "CHINA, https://login.partner.microsoftonline.cn, microsoftservices.partner.onmschina.cn, https://api.botframework.azure.cn",
    })
    void knowsWhereToAskForTokens(Cloud cloud, String authority, String tenant, String resource) {
        assertThat(cloud.authority()).hasToString(authority);
        assertThat(cloud.multiTenantTenant()).isEqualTo(tenant);
        assertThat(cloud.connectorResource()).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://cognitiveservices.azure.com, api://AzureADTokenExchange",
        "US_GOVERNMENT, https://cognitiveservices.azure.us, api://AzureADTokenExchangeUSGov",
        "CHINA, https://cognitiveservices.azure.cn, api://AzureADTokenExchangeChina",
    })
    void knowsWhatOtherTokensAreFor(Cloud cloud, String model, String exchange) {
        assertThat(cloud.modelResource()).isEqualTo(model);
        assertThat(cloud.tokenExchangeResource()).isEqualTo(exchange);
    }
}
