package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatModelChoiceTest {

    private static final String ENDPOINT = "https://contoso.openai.azure.com";

    private final ChatModel service = (messages, draft) -> Uni.createFrom().item(Reply.complete("service"));
    private final ChatModel standIn = (messages, draft) -> Uni.createFrom().item(Reply.complete("stand-in"));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksTheServiceWhereverAnEndpointIsSet(boolean mayStandIn) {
        assertThat(choice(mayStandIn).choose(ChatConfigs.of("endpoint", ENDPOINT)))
                .isSameAs(service);
    }

    @Test
    void standsInWithoutEndpointWhereItMay() {
        assertThat(choice(true).choose(ChatConfigs.of("endpoint", ""))).isSameAs(standIn);
    }

    @Test
    void doesNotStandInElsewhere() {
        assertThatThrownBy(() -> choice(false).choose(ChatConfigs.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_ENDPOINT")
                .hasMessageContaining("AZURE_OPENAI_KEY");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksForTheKeyOfTheEndpoint(boolean mayStandIn) {
        ChatModelChoice choice = new ChatModelChoice(
                mayStandIn,
                config -> {
                    ChatClient.connect(
                            config,
                            DeploymentSettings.first(config),
                            Optional.empty(),
                            Clients.telemetry(new SimpleMeterRegistry()));
                    return service;
                },
                () -> standIn);

        assertThatThrownBy(() -> choice.choose(ChatConfigs.of("endpoint", ENDPOINT)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_KEY");
    }

    private ChatModelChoice choice(boolean mayStandIn) {
        return new ChatModelChoice(mayStandIn, config -> service, () -> standIn);
    }
}
