package io.parley.knowledge.azure;

import io.parley.knowledge.EmbeddingsConfig;
import io.parley.knowledge.KnowledgeConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The settings that are for a folder of documents, and have no effect beside a search service. */
@Singleton
record FolderSettings(KnowledgeConfig folder, EmbeddingsConfig embeddings) {

    /** Fails if any of them is set: the operator would wait for its effect. */
    void refuse() {
        refuse(folder.folder(), "FOLDER");
        refuse(folder.address(), "ADDRESS");
        refuse(folder.synonymsFile(), "SYNONYMS_FILE");
        refuse(embeddings.embeddings(), "EMBEDDINGS");
        refuse(embeddings.embeddingsEndpoint(), "EMBEDDINGS_ENDPOINT");
        refuse(embeddings.embeddingsKey(), "EMBEDDINGS_KEY");
    }

    private static void refuse(Optional<?> setting, String name) {
        if (setting.isPresent()) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_" + name
                    + " is for documents of a folder, and PARLEY_KNOWLEDGE_SEARCH_ENDPOINT names a search service in its"
                    + " place: unset one of them.");
        }
    }
}
