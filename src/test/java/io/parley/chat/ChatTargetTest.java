package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://contoso.openai.azure.com,                     auto,    https://contoso.openai.azure.com,            CLASSIC",
        "https://contoso.openai.azure.com/,                    auto,    https://contoso.openai.azure.com,            CLASSIC",
        "https://contoso.openai.azure.com/openai/v1,           auto,    https://contoso.openai.azure.com,            V1",
        "https://contoso.openai.azure.com/openai/v1/,          auto,    https://contoso.openai.azure.com,            V1",
        "https://contoso.services.ai.azure.com/openai/v1,      auto,    https://contoso.services.ai.azure.com,       V1",
        "https://contoso.cognitiveservices.azure.com/,         auto,    https://contoso.cognitiveservices.azure.com, CLASSIC",
        "https://contoso.azure-api.net/bots/prod,              auto,    https://contoso.azure-api.net/bots/prod,     CLASSIC",
        "https://contoso.azure-api.net/bots/prod/openai/v1/,   auto,    https://contoso.azure-api.net/bots/prod,     V1",
        "https://models.contoso.com/openai/v1,                 auto,    https://models.contoso.com,                  V1",
        "https://contoso.openai.azure.com,                     v1,      https://contoso.openai.azure.com,            V1",
        "https://contoso.azure-api.net/bots/,                  v1,      https://contoso.azure-api.net/bots,          V1",
        "https://contoso.openai.azure.com/openai/v1,           classic, https://contoso.openai.azure.com,            CLASSIC",
        "https://contoso.openai.azure.com:8443//,              auto,    https://contoso.openai.azure.com:8443,       CLASSIC",
        "https://contoso.openai.azure.com/openai,              auto,    https://contoso.openai.azure.com,            CLASSIC",
        "https://contoso.openai.azure.com/openai/,             auto,    https://contoso.openai.azure.com,            CLASSIC",
        "https://contoso.openai.azure.com//OpenAI//V1//,       auto,    https://contoso.openai.azure.com,            V1",
        "https://contoso.openai.azure.com/openai/v1/chat/completions, auto, https://contoso.openai.azure.com,        V1",
        "https://contoso.azure-api.net/b/openai/v1/chat/completions/, auto, https://contoso.azure-api.net/b,         V1",
        "https://contoso.azure-api.net/b/openai,               v1,      https://contoso.azure-api.net/b,             V1",
        "https://c.services.ai.azure.com/api/projects/p/openai/v1, auto, https://c.services.ai.azure.com/api/projects/p, V1",
        "https://contoso.azure-api.net/models,                 classic, https://contoso.azure-api.net/models,        CLASSIC",
        "http://localhost:1234,                                auto,    http://localhost:1234,                       CLASSIC",
        "http://127.0.0.1:1234/openai/v1,                      auto,    http://127.0.0.1:1234,                       V1",
        "http://[::1]:1234,                                    auto,    http://[::1]:1234,                           CLASSIC",
    })
    void takesRouteFromEndpointUnlessToldOtherwise(String endpoint, String chosen, String base, ChatRoute route) {
        ChatTarget target =
                ChatTarget.of(DeploymentSettings.first(ChatConfigs.of("endpoint", endpoint, "route", chosen)));

        assertThat(target.base()).hasToString(base);
        assertThat(target.route()).isEqualTo(route);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fabrikam",
                "fabrikam.openai.azure.com",
                "https:///openai",
                "https://fab rikam.openai.azure.com",
                "http://fabrikam.openai.azure.com",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "ftp://fabrikam.openai.azure.com",
                "https://user:password@fabrikam.openai.azure.com",
                "https://fabrikam.openai.azure.com?api-version=2024-06-01",
                "https://fabrikam.openai.azure.com/#top",
                "https://fabrikam.openai.azure.com/openai/deployments/gpt-4o/chat/completions",
                "https://fabrikam.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
                "https://fabrikam.openai.azure.com/openai/deployments",
                "https://fabrikam.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
                "https://fabrikam.openai.azure.com/openai/v1/responses",
                "https://fabrikam.openai.azure.com/openai/v1/models",
                "https://fabrikam.openai.azure.com/openai/v1?api-version=preview",
                "https://fabrikam.openai.azure.com/v1",
                "https://fabrikam.openai.azure.com/chat/completions",
                "https://fabrikam.cognitiveservices.azure.com/openai/openai/v1",
                "https://fabrikam.services.ai.azure.com/api/projects/support",
                "https://fabrikam.services.ai.azure.com/api/projects/support/",
                "https://fabrikam.services.ai.azure.com/models",
                "https://fabrikam.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview",
                "https://fabrikam.services.ai.azure.com/anything",
                "http://localhost:1234/api/projects/support",
                "http://localhost:1234/models/",
                "http://localhost:1234/models/chat/completions",
                "http://localhost:1234/openai/deployments/gpt-4o/chat/completions",
            })
    void namesEndpointThatCannotBe(String endpoint) {
        assertThatThrownBy(() -> ChatTarget.of(DeploymentSettings.first(ChatConfigs.of("endpoint", endpoint))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("AZURE_OPENAI_ENDPOINT ")
                .hasMessageNotContaining(endpoint);
    }

    @Test
    void saysWhatToWriteAndWhere() {
        String longer =
                "https://fabrikam.openai.azure.com/openai/deployments/chat/chat/completions?api-version=2024-10-21";

        assertThatThrownBy(() -> ChatTarget.of(DeploymentSettings.first(ChatConfigs.of("endpoint", longer))))
                .hasMessageContaining("AZURE_OPENAI_DEPLOYMENT")
                .hasMessageContaining("AZURE_OPENAI_API_VERSION");
        assertThatThrownBy(() -> ChatTarget.of(DeploymentSettings.of(ChatConfigs.of(
                                "endpoint", "https://contoso.openai.azure.com",
                                "fallbacks[0].endpoint", longer,
                                "fallbacks[0].deployment", "chat"))
                        .get(1)))
                .hasMessageStartingWith("PARLEY_CHAT_FALLBACKS_0__ENDPOINT ")
                .hasMessageContaining("PARLEY_CHAT_FALLBACKS_0__DEPLOYMENT");
    }

    @Test
    void asksForTheTutorialsDeploymentAndVersionUnlessSet() {
        ChatTarget target = ChatTarget.of(DeploymentSettings.first(
                ChatConfigs.of("endpoint", "https://contoso.openai.azure.com", "deployment", "", "api-version", "")));

        assertThat(target.deployment()).isEqualTo("gpt-4o-mini");
        assertThat(target.apiVersion()).isEqualTo("2024-06-01");
    }

    @Test
    void takesDeploymentAndVersion() {
        ChatTarget target = ChatTarget.of(DeploymentSettings.first(ChatConfigs.of(
                "endpoint",
                "https://contoso.openai.azure.com",
                "deployment",
                "chat_1.0",
                "api-version",
                "2025-03-01-preview")));

        assertThat(target.deployment()).isEqualTo("chat_1.0");
        assertThat(target.apiVersion()).isEqualTo("2025-03-01-preview");
    }

    @ParameterizedTest
    @CsvSource({
        "deployment,  gpt 4o,     AZURE_OPENAI_DEPLOYMENT",
        "deployment,  ../other,   AZURE_OPENAI_DEPLOYMENT",
        "deployment,  ..,         AZURE_OPENAI_DEPLOYMENT",
        "api-version, 2024-6-1,   AZURE_OPENAI_API_VERSION",
        "api-version, v1,         AZURE_OPENAI_API_VERSION",
        "api-version, 2024-06-01&x=y, AZURE_OPENAI_API_VERSION",
    })
    void namesVariableThatCannotBe(String setting, String value, String variable) {
        ChatConfig config = ChatConfigs.of("endpoint", "https://contoso.openai.azure.com", setting, value);

        assertThatThrownBy(() -> ChatTarget.of(DeploymentSettings.first(config)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(variable + " ");
    }
}
