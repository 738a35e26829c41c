package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyAuthorizationTest {

    @Test
    void asksForKey() {
        assertThatThrownBy(() -> ApiKeyAuthorization.of(DeploymentSettings.first(ChatConfigs.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one two", "one\ntwo", "schlüssel"})
    void refusesKeyThatNoHeaderCarriesWithoutShowingIt(String key) {
        assertThatThrownBy(() -> ApiKeyAuthorization.of(DeploymentSettings.first(ChatConfigs.of("key", key))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_KEY")
                .hasMessageNotContaining(key);
    }
}
