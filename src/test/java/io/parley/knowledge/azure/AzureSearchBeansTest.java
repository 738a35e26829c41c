package io.parley.knowledge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.ConfigMappings;
import io.parley.credentials.Identity;
import io.parley.credentials.IdentityKind;
import io.parley.knowledge.EmbeddingsConfig;
import io.parley.knowledge.KnowledgeConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong settings stop the start with a sentence that names the variable. */
class AzureSearchBeansTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String SERVICE = "https://contoso.search.windows.net";

    private final List<String> resources = new ArrayList<>();
    private final Function<IdentityKind, Identity> identities = kind -> resource -> {
        resources.add(resource);
        return () -> {
            throw new IllegalStateException("No token is needed");
        };
    };

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, http://contoso.search.windows.net, ENDPOINT",
        "endpoint, https://contoso.search.windows.net/indexes/docs, ENDPOINT",
        "endpoint, https://user@contoso.search.windows.net, ENDPOINT",
        "endpoint, contoso, ENDPOINT",
        "index, '', INDEX",
        "index, docs/../secrets, INDEX",
        "key, '', KEY",
        "key, two words, KEY",
        "identity, managed, IDENTITY",
        "api-version, latest, API_VERSION",
        "content-field, 'content,secret', CONTENT_FIELD",
        "title-field, a/b, TITLE_FIELD",
        "url-field, a b, URL_FIELD",
        "language-field, ü, LANGUAGE_FIELD",
        "vector-field, $vector, VECTOR_FIELD",
    })
    void stopsTheStart(String setting, String value, String variable) {
        assertThatThrownBy(() -> open("endpoint", SERVICE, "key", "query-key", setting, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_KNOWLEDGE_SEARCH_" + variable)
                .hasMessageNotContainingAny("query-key", "two words", "user@");
    }

    @Test
    void opensNothingWithoutAnEndpoint() {
        assertThat(open("index", "").search()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "index, docs, INDEX",
        "key, query-key, KEY",
        "identity, managed, IDENTITY",
        "identity-client-id, 7, IDENTITY_CLIENT_ID",
        "resource, https://search.azure.us, RESOURCE",
        "url-field, url, URL_FIELD",
        "language-field, lang, LANGUAGE_FIELD",
        "semantic-configuration, default, SEMANTIC_CONFIGURATION",
        "vector-field, vector, VECTOR_FIELD",
        "filter, public eq true, FILTER",
    })
    void stopsTheStartAtASettingWithoutAnEndpoint(String setting, String value, String variable) {
        assertThatThrownBy(() -> open("index", "", setting, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "PARLEY_KNOWLEDGE_SEARCH_" + variable + " ", "PARLEY_KNOWLEDGE_SEARCH_ENDPOINT")
                .hasMessageNotContaining("query-key");
    }

    @ParameterizedTest
    @CsvSource({
        "folder, docs, FOLDER",
        "address, https://docs.example, ADDRESS",
        "synonyms-file, synonyms.txt, SYNONYMS_FILE",
        "embeddings, small, EMBEDDINGS",
        "embeddings-endpoint, https://contoso.openai.azure.com, EMBEDDINGS_ENDPOINT",
        "embeddings-key, secret-key, EMBEDDINGS_KEY",
    })
    void refusesSettingsOfAFolderBesideAnIndex(String setting, String value, String variable) {
        Map<String, String> set = Map.of(setting, value);
        boolean ofEmbeddings = setting.startsWith("embeddings");
        FolderSettings settings = new FolderSettings(
                ConfigMappings.of(KnowledgeConfig.class, ofEmbeddings ? Map.of() : set),
                ConfigMappings.of(EmbeddingsConfig.class, ofEmbeddings ? set : Map.of()));

        assertThatThrownBy(settings::refuse)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_KNOWLEDGE_" + variable + " ")
                .hasMessageNotContaining("secret-key");
    }

    @ParameterizedTest
    @CsvSource({
        "https://contoso.search.windows.net, https://search.azure.com",
        "https://contoso.search.azure.us, https://search.azure.us",
        "https://contoso.search.azure.cn, https://search.azure.cn",
        "https://search.gateway.example, https://search.azure.com",
    })
    void asksForTokensOfTheCloud(String endpoint, String resource) {
        open("endpoint", endpoint, "identity", "workload");

        assertThat(resources).containsExactly(resource);
    }

    @Test
    void asksForTokensOfTheResourceThatIsNamed() {
        open("endpoint", SERVICE, "identity", "managed", "resource", "https://search.example/.default");

        assertThat(resources).containsExactly("https://search.example");
    }

    private AzureSearchBeans open(String... settings) {
        return new AzureSearchBeans(AzureConfigs.of(settings), identities, VERTX, new SimpleMeterRegistry());
    }
}
