package io.parley.knowledge.azure;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;

/** The settings that need an endpoint. */
final class EndpointSettings {

    private EndpointSettings() {}

    /** Fails if any of them is set: the bot would answer without documents. */
    static void refuse(AzureSearchConfig config) {
        refuse(config.index(), "INDEX");
        refuse(config.key(), "KEY");
        refuse(config.identity(), "IDENTITY");
        refuse(config.identityClientId(), "IDENTITY_CLIENT_ID");
        refuse(config.resource(), "RESOURCE");
        refuse(config.urlField(), "URL_FIELD");
        refuse(config.languageField(), "LANGUAGE_FIELD");
        refuse(config.semanticConfiguration(), "SEMANTIC_CONFIGURATION");
        refuse(config.vectorField(), "VECTOR_FIELD");
        refuse(config.filter(), "FILTER");
    }

    private static void refuse(Optional<?> setting, String name) {
        if (setting.isPresent()) {
            throw new ConfigurationException(AzureIndex.VARIABLE + name + " needs " + AzureIndex.VARIABLE
                    + "ENDPOINT, the address of the search service: set it, or unset the other.");
        }
    }
}
