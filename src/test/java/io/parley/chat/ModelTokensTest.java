package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.ConfigMappings;
import io.parley.credentials.Identity;
import io.parley.credentials.IdentityKind;
import io.parley.registration.Cloud;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTokensTest {

    private final List<IdentityKind> kinds = new ArrayList<>();
    private final List<String> resources = new ArrayList<>();

    @Test
    void areAbsentWithoutAnIdentity() {
        assertThat(tokens(Map.of("key", "a.key"), Cloud.PUBLIC).tokens()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"managed, MANAGED", "workload, WORKLOAD", "application, APPLICATION"})
    void areThoseOfTheIdentityThatIsSet(String setting, IdentityKind kind) {
        assertThat(tokens(Map.of("identity", setting), Cloud.PUBLIC).tokens()).isPresent();
        assertThat(kinds).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://cognitiveservices.azure.com",
        "US_GOVERNMENT, https://cognitiveservices.azure.us",
        "CHINA, https://cognitiveservices.azure.cn",
    })
    void areForTheCloudsResource(Cloud cloud, String resource) {
        tokens(Map.of("identity", "managed"), cloud);

        assertThat(resources).containsExactly(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "https://ai.azure.com, https://ai.azure.com",
        "https://ai.azure.com/, https://ai.azure.com",
        "https://ai.azure.com/.default, https://ai.azure.com",
    })
    void areForTheResourceThatIsSet(String setting, String resource) {
        tokens(Map.of("identity", "managed", "resource", setting), Cloud.PUBLIC);

        assertThat(resources).containsExactly(resource);
    }

    @Test
    void areForFoundryIfAnAgentAnswers() {
        tokens(Map.of("identity", "managed", "agent", "support"), Cloud.PUBLIC);

        assertThat(resources).containsExactly("https://ai.azure.com", "https://cognitiveservices.azure.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "workload", "application"})
    void areNotMadeBesideAKey(String identity) {
        assertThatThrownBy(() -> tokens(Map.of("identity", identity, "key", "a.key"), Cloud.PUBLIC))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_KEY")
                .hasMessageContaining("PARLEY_CHAT_IDENTITY")
                .hasMessageNotContaining("a.key");
    }

    private ModelTokens tokens(Map<String, String> settings, Cloud cloud) {
        return new ModelTokens(ConfigMappings.of(ModelIdentityConfig.class, settings), cloud, this::identity);
    }

    private Identity identity(IdentityKind kind) {
        kinds.add(kind);
        return resource -> {
            resources.add(resource);
            return () -> Uni.createFrom().nothing();
        };
    }
}
