package io.parley.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationConvertersTest {

    @ParameterizedTest
    @CsvSource({
        "MultiTenant, MULTI_TENANT",
        "multitenant, MULTI_TENANT",
        "MULTI_TENANT, MULTI_TENANT",
        "SingleTenant, SINGLE_TENANT",
        "' SingleTenant ', SINGLE_TENANT",
        "single-tenant, SINGLE_TENANT",
        "UserAssignedMSI, USER_ASSIGNED_MSI",
    })
    void readsTypesAsThePortalSpellsThemOrNearly(String value, AppType type) {
        assertThat(new RegistrationConverters.ToAppType().convert(value)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "public, PUBLIC",
        "Public, PUBLIC",
        "us-government, US_GOVERNMENT",
        "UsGovernment, US_GOVERNMENT",
        "US_GOVERNMENT, US_GOVERNMENT",
        "china, CHINA",
    })
    void readsClouds(String value, Cloud cloud) {
        assertThat(new RegistrationConverters.ToCloud().convert(value)).isEqualTo(cloud);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SystemAssignedMSI", "tenant", "-"})
    void namesTheVariableOfATypeThatIsNone(String value) {
        assertThatThrownBy(() -> new RegistrationConverters.ToAppType().convert(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MICROSOFT_APP_TYPE")
                .hasMessageContaining("SingleTenant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "germany", "-"})
    void namesTheVariableOfACloudThatIsNone(String value) {
        assertThatThrownBy(() -> new RegistrationConverters.ToCloud().convert(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PARLEY_CLOUD")
                .hasMessageContaining("us-government");
    }
}
