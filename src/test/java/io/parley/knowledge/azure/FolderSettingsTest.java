package io.parley.knowledge.azure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.knowledge.EmbeddingsConfig;
import io.parley.knowledge.KnowledgeConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "folder, /documents, PARLEY_KNOWLEDGE_FOLDER",
        "address, https://docs.example, PARLEY_KNOWLEDGE_ADDRESS",
        "synonyms-file, /synonyms, PARLEY_KNOWLEDGE_SYNONYMS_FILE",
        "embeddings, text-embedding-3-small, PARLEY_KNOWLEDGE_EMBEDDINGS",
    })
    void stopTheStartBesideASearchService(String setting, String value, String variable) {
        assertThatThrownBy(() -> settings(setting, value).refuse())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(variable + " ", "PARLEY_KNOWLEDGE_SEARCH_ENDPOINT");
    }

    @Test
    void areAllowedWhereTheyHoldForAServiceToo() {
        assertThatCode(() -> settings("contact", "help@shop.example").refuse()).doesNotThrowAnyException();
    }

    private static FolderSettings settings(String setting, String value) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(KnowledgeConfig.class)
                .withMapping(EmbeddingsConfig.class)
                .withDefaultValue("parley.knowledge." + setting, value)
                .build();
        return new FolderSettings(
                config.getConfigMapping(KnowledgeConfig.class), config.getConfigMapping(EmbeddingsConfig.class));
    }
}
