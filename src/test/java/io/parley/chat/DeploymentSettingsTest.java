package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentSettingsTest {

    private static final String[] FIRST = {"endpoint", "https://one.openai.azure.com/openai/v1", "key", "k1"};

    @Test
    void areThoseOfOneDeploymentWhereNoOtherIsNamed() {
        assertThat(settings()).hasSize(1);
    }

    @Test
    void takeEndpointAndKeyFromTheFirst() {
        DeploymentSettings fallback =
                settings("fallbacks[0].deployment", "second").get(1);

        assertThat(ChatTarget.of(fallback).name()).isEqualTo("second@one.openai.azure.com");
        assertThat(ChatTarget.of(fallback).route()).isEqualTo(ChatRoute.V1);
        assertThat(fallback.key()).contains("k1");
    }

    @Test
    void doNotShowTheKeyToAnotherResource() {
        DeploymentSettings fallback = settings(
                        "fallbacks[0].deployment", "second", "fallbacks[0].endpoint", "https://two.openai.azure.com")
                .get(1);

        assertThat(ChatTarget.of(fallback).route()).isEqualTo(ChatRoute.CLASSIC);
        assertThatThrownBy(() -> ApiKeyAuthorization.of(fallback))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Set PARLEY_CHAT_FALLBACKS_0__KEY")
                .hasMessageContaining("PARLEY_CHAT_FALLBACKS_0__ENDPOINT");
    }

    @Test
    void nameTheVariableThatIsWrong() {
        assertThatThrownBy(() ->
                        ChatTarget.of(settings("fallbacks[0].max-tokens", "100").get(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CHAT_FALLBACKS_0__DEPLOYMENT is not set");
        assertThatThrownBy(() -> ChatTarget.of(
                        settings("fallbacks[0].deployment", "second", "fallbacks[0].endpoint", "http://example.org")
                                .get(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CHAT_FALLBACKS_0__ENDPOINT must be https");
        assertThatThrownBy(() ->
                        ChatTarget.of(settings("fallbacks[0].deployment", "second", "fallbacks[0].api-version", "v1")
                                .get(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CHAT_FALLBACKS_0__API_VERSION");
    }

    @Test
    void comeFromTheEnvironment() {
        ChatConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ChatConfig.class)
                .withSources(new EnvConfigSource(
                        Map.of(
                                "PARLEY_CHAT_FALLBACKS_0__DEPLOYMENT", "second",
                                "PARLEY_CHAT_FALLBACKS_1__DEPLOYMENT", "third",
                                "PARLEY_CHAT_FALLBACKS_1__MAX_TOKENS", "50"),
                        300))
                .build()
                .getConfigMapping(ChatConfig.class);

        assertThat(DeploymentSettings.of(config).stream().skip(1).map(settings -> settings.own()
                        .maxTokens()))
                .containsExactly(800, 50);
    }

    @Test
    void refuseAnEffortThatTheVersionDoesNotKnow() {
        DeploymentSettings first = DeploymentSettings.first(
                ChatConfigs.of("endpoint", "https://one.openai.azure.com", "reasoning-effort", "low"));

        assertThatThrownBy(() -> RequestShape.of(ChatTarget.of(first), first))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_API_VERSION");
    }

    private static List<DeploymentSettings> settings(String... more) {
        String[] all = new String[FIRST.length + more.length];
        System.arraycopy(FIRST, 0, all, 0, FIRST.length);
        System.arraycopy(more, 0, all, FIRST.length, more.length);
        return DeploymentSettings.of(ChatConfigs.of(all));
    }
}
