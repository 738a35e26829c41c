package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatModelChoiceTest {

    private static final String ENDPOINT = "https://contoso.openai.azure.com";

    private final ChatModel service = (messages, draft) -> Uni.createFrom().item("service");
    private final ChatModel standIn = (messages, draft) -> Uni.createFrom().item("stand-in");

    @ParameterizedTest
    @EnumSource(LaunchMode.class)
    void asksTheServiceWhereverAnEndpointIsSet(LaunchMode launchMode) {
        assertThat(choice(launchMode).choose(ChatConfigs.of("endpoint", ENDPOINT)))
                .isSameAs(service);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEVELOPMENT", "TEST"})
    void standsInWhileDevelopingWithoutEndpoint(LaunchMode launchMode) {
        assertThat(choice(launchMode).choose(ChatConfigs.of("endpoint", ""))).isSameAs(standIn);
    }

    @Test
    void doesNotStandInInProduction() {
        assertThatThrownBy(() -> choice(LaunchMode.NORMAL).choose(ChatConfigs.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_ENDPOINT")
                .hasMessageContaining("AZURE_OPENAI_KEY");
    }

    @ParameterizedTest
    @EnumSource(LaunchMode.class)
    void asksForTheKeyOfTheEndpoint(LaunchMode launchMode) {
        ChatModelChoice choice = new ChatModelChoice(
                launchMode,
                config -> ChatClient.connect(
                        config,
                        DeploymentSettings.first(config),
                        Optional.empty(),
                        Clients.telemetry(new SimpleMeterRegistry())),
                () -> standIn);

        assertThatThrownBy(() -> choice.choose(ChatConfigs.of("endpoint", ENDPOINT)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_KEY");
    }

    private ChatModelChoice choice(LaunchMode launchMode) {
        return new ChatModelChoice(launchMode, config -> service, () -> standIn);
    }
}
