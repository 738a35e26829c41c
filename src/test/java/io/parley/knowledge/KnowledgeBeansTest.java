package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.mode.Playground;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong settings stop the start with a sentence that names the variable. */
class KnowledgeBeansTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void stopsTheStartWhereASearchOfTheModelHasNothingToSearch() {
        assertThatThrownBy(() -> open(Map.of("tool", "true")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_KNOWLEDGE_TOOL");
    }

    @Test
    void stopsTheStartWhereTrustIsForNoTool() {
        assertThatThrownBy(() -> open(Map.of("folder", "docs", "trusted", "true")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("PARLEY_KNOWLEDGE_TRUSTED", "PARLEY_KNOWLEDGE_TOOL");
    }

    @ParameterizedTest
    @CsvSource({
        "folder, /does/not/exist, PARLEY_KNOWLEDGE_FOLDER",
        "address, http://docs.example, PARLEY_KNOWLEDGE_ADDRESS",
        "address, javascript:alert(1), PARLEY_KNOWLEDGE_ADDRESS",
        "address, not an address, PARLEY_KNOWLEDGE_ADDRESS",
        "synonyms-file, /does/not/exist, PARLEY_KNOWLEDGE_SYNONYMS_FILE",
        "unanswered-kept-for, 0s, PARLEY_KNOWLEDGE_UNANSWERED_KEPT_FOR",
    })
    void stopsTheStart(String setting, String value, String variable) {
        Map<String, String> settings =
                setting.equals("folder") ? Map.of(setting, value) : Map.of("folder", "docs", setting, value);

        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable);
    }

    @Test
    void stopsTheStartWhereTheHeapCannotHoldAsManyDocuments() {
        assertThatThrownBy(() -> open(Map.of("folder", "docs", "max-bytes", "1T")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("PARLEY_KNOWLEDGE_MAX_BYTES", "-Xmx");
    }

    @Test
    void stopsTheStartWhereAnAnswerWithoutTheModelCannotBeGiven() {
        assertThatThrownBy(() -> open(Map.of("folder", "docs", "tool", "true", "not-found", "No page.")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_KNOWLEDGE_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "address, https://docs.example/{path}, PARLEY_KNOWLEDGE_FOLDER",
        "synonyms-file, pom.xml, PARLEY_KNOWLEDGE_FOLDER",
        "embeddings, text-embedding-3-small, PARLEY_KNOWLEDGE_FOLDER",
        "embeddings-endpoint, https://model.example, PARLEY_KNOWLEDGE_EMBEDDINGS",
        "embeddings-key, key, PARLEY_KNOWLEDGE_EMBEDDINGS",
        "contact, help@shop.example, PARLEY_KNOWLEDGE_SEARCH_ENDPOINT",
        "not-found, No page., PARLEY_KNOWLEDGE_SEARCH_ENDPOINT",
        "uncited, Not from our documents., PARLEY_KNOWLEDGE_SEARCH_ENDPOINT",
        "unanswered-kept-for, 30d, PARLEY_KNOWLEDGE_SEARCH_ENDPOINT",
    })
    void stopsTheStartWhereASettingHasNoEffect(String setting, String value, String missing) {
        assertThatThrownBy(() -> open(Map.of(setting, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "PARLEY_KNOWLEDGE_" + setting.replace('-', '_').toUpperCase(Locale.ROOT) + " ", missing);
    }

    private static void open(Map<String, String> settings) {
        DocumentSettings documents = new DocumentSettings(
                KnowledgeOf.config(settings), KnowledgeOf.config(settings, EmbeddingsConfig.class));
        new KnowledgeBeans(documents, words -> words, () -> Optional.empty(), VERTX)
                .knowledge(
                        new SimpleMeterRegistry(),
                        new Playground(false, true, LaunchMode.NORMAL),
                        KnowledgeOf.keeping(settings, new ArrayList<>()),
                        () -> Optional.empty(),
                        Optional.of("https://model.example"));
    }
}
