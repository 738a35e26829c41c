package io.parley.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformEndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:42356/msi/token",
                "http://127.0.0.1:41741/MSI/token/",
                "http://169.254.129.2:8081/msi/token",
                "http://169.254.169.254",
                "http://172.16.5.3:8081/msi/token",
                "http://172.31.5.3:8081/msi/token",
                "http://10.0.0.1/msi/token",
                "http://192.168.0.1/msi/token",
                "https://identity.example.com/token",
            })
    void isWhereThePlatformHasIt(String setting) {
        assertThat(PlatformEndpoint.of(setting, "VARIABLE")).hasToString(setting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://identity.example.com/token",
                "http://169.254.169.254.example.com",
                "http://172.15.0.1/msi/token",
                "http://172.32.0.1/msi/token",
                "http://20.0.0.1/msi/token",
                "http://169.254.1.1@example.com/",
                "https://user:word@example.com/",
                "http://localhost/msi/token?resource=other",
                "localhost:42356",
                "a b",
                "",
            })
    void isNothingElse(String setting) {
        assertThatThrownBy(() -> PlatformEndpoint.of(setting, "VARIABLE"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VARIABLE")
                .hasMessageNotContaining("word");
    }
}
