package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://connector.example.com, https://connector.example.com",
        "https://Connector.Example.com:443/, https://connector.example.com",
        "https://connector.example.com:8443, https://connector.example.com:8443",
        "http://localhost:3000, http://localhost:3000",
        "http://127.0.0.1:3000, http://127.0.0.1:3000",
        "http://[::1]:3000, http://[::1]:3000",
    })
    void trustsHttpsAndThisMachine(String setting, String origin) {
        assertThat(TrustedOrigin.of(setting, "VARIABLE")).hasToString(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://connector.example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://2130706433",
                "https://connector.example.com/path",
                "https://connector.example.com?query",
                "https://connector.example.com#fragment",
                "https://user:word@connector.example.com",
                "connector.example.com",
                "ftp://connector.example.com",
                "https://",
                "https://a b",
                "",
            })
    void refusesAnythingElseAndNamesTheVariable(String setting) {
        assertThatThrownBy(() -> TrustedOrigin.of(setting, "VARIABLE"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VARIABLE");
    }

    @Test
    void doesNotRepeatAPasswordInAnAddress() {
        assertThatThrownBy(() -> TrustedOrigin.of("https://user:word@example.com", "VARIABLE"))
                .hasMessageNotContaining("word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:3000", "https://127.0.0.1:3000", "https://localhost:3001", "https://localhost"
            })
    void isAnotherWithAnotherSchemeHostOrPort(String other) {
        Origin origin = TrustedOrigin.of("https://localhost:3000", "VARIABLE");

        assertThat(TrustedOrigin.of("https://LOCALHOST:3000", "VARIABLE"))
                .isEqualTo(origin)
                .hasSameHashCodeAs(origin);
        assertThat(TrustedOrigin.of(other, "VARIABLE")).isNotEqualTo(origin);
    }
}
