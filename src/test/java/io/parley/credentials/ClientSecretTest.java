package io.parley.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.registration.AppType;
import io.parley.registration.Cloud;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSecretTest {

    @ParameterizedTest
    @CsvSource({
        "MULTI_TENANT, PUBLIC, botframework.com",
        "MULTI_TENANT, US_GOVERNMENT, MicrosoftServices.onmicrosoft.us",
        "MULTI_TENANT, CHINA, microsoftservices.partner.onmschina.cn",
        "SINGLE_TENANT, PUBLIC, home",
        "SINGLE_TENANT, US_GOVERNMENT, home",
        "SINGLE_TENANT, CHINA, home",
    })
    void isForTheTenantOfTypeAndCloud(AppType type, Cloud cloud, String tenant) {
        assertThat(ClientSecret.of(Registration.of("app", "word", "home", type, cloud)))
                .contains(new ClientSecret(tenant, "app", "word"));
    }

    @Test
    void isAbsentWithoutAnApplication() {
        assertThat(ClientSecret.of(Registration.of(null, null, null, AppType.MULTI_TENANT, Cloud.PUBLIC)))
                .isEmpty();
    }

    @Test
    void namesTheVariableOfAMissingPassword() {
        assertThatThrownBy(
                        () -> ClientSecret.of(Registration.of("app", null, null, AppType.MULTI_TENANT, Cloud.PUBLIC)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MICROSOFT_APP_PASSWORD");
    }

    @Test
    void namesTheVariableOfASingleTenantsMissingTenant() {
        assertThatThrownBy(() ->
                        ClientSecret.of(Registration.of("app", "word", null, AppType.SINGLE_TENANT, Cloud.PUBLIC)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MICROSOFT_APP_TENANT_ID");
    }

    @Test
    void isMasked() {
        assertThat(new ClientSecret("home", "app", "word").toString()).doesNotContain("word");
    }
}
