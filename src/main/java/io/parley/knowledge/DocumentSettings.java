package io.parley.knowledge;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The settings that have an effect only together with others. Alone they stop the start: the operator would wait for their effect. */
@Singleton
record DocumentSettings(KnowledgeConfig knowledge, EmbeddingsConfig embeddings) {

    private static final String PREFIX = "PARLEY_KNOWLEDGE_";
    private static final String FOLDER = PREFIX + "FOLDER";
    private static final String FOLDER_OR_SERVICE = FOLDER + " or " + PREFIX + "SEARCH_ENDPOINT";

    /** Checks the settings for documents of a folder. Call it if there is neither a folder nor a search service. */
    void demandFolder() {
        demand(FOLDER, knowledge.address(), "ADDRESS");
        demand(FOLDER, knowledge.synonymsFile(), "SYNONYMS_FILE");
    }

    /** Checks the settings for any documents. Call it if there are none. */
    void demandDocuments() {
        demand(FOLDER, embeddings.embeddings(), "EMBEDDINGS");
        demand(FOLDER_OR_SERVICE, knowledge.contact(), "CONTACT");
        demand(FOLDER_OR_SERVICE, knowledge.notFound(), "NOT_FOUND");
        demand(FOLDER_OR_SERVICE, knowledge.uncited(), "UNCITED");
        demand(FOLDER_OR_SERVICE, knowledge.unansweredKeptFor(), "UNANSWERED_KEPT_FOR");
        if (knowledge.tool()) {
            throw new ConfigurationException(PREFIX + "TOOL needs documents: set " + FOLDER_OR_SERVICE + ".");
        }
    }

    /** Checks settings that depend on each other, wherever the documents are. */
    void demandConsistency() {
        if (embeddings.embeddings().isEmpty()) {
            demand(PREFIX + "EMBEDDINGS", embeddings.embeddingsEndpoint(), "EMBEDDINGS_ENDPOINT");
            demand(PREFIX + "EMBEDDINGS", embeddings.embeddingsKey(), "EMBEDDINGS_KEY");
        }
        if (knowledge.trusted() && !knowledge.tool()) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_TRUSTED is about what the tool of PARLEY_KNOWLEDGE_TOOL"
                    + " finds: set PARLEY_KNOWLEDGE_TOOL, or unset PARLEY_KNOWLEDGE_TRUSTED.");
        }
        if (knowledge.tool() && knowledge.notFound().isPresent()) {
            throw new ConfigurationException(
                    "PARLEY_KNOWLEDGE_NOT_FOUND answers without the model, and with PARLEY_KNOWLEDGE_TOOL"
                            + " the model searches: unset one of them.");
        }
    }

    private static void demand(String needed, Optional<?> setting, String name) {
        if (setting.isPresent()) {
            throw new ConfigurationException(
                    PREFIX + name + " has no effect without " + needed + ": set " + needed + ", or unset it.");
        }
    }
}
