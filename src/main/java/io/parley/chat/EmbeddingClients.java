package io.parley.chat;

import io.parley.credentials.CachingTokenSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Creates clients of embedding deployments, with the model's endpoint, key or identity where they have none of their own. */
@Singleton
public class EmbeddingClients {

    static final String VARIABLE = "PARLEY_KNOWLEDGE_EMBEDDINGS";

    private final ChatConfig config;
    private final Optional<CachingTokenSource> tokens;

    @Inject
    EmbeddingClients(ChatConfig config, ModelTokens tokens) {
        this(config, tokens.tokensForEmbeddings());
    }

    EmbeddingClients(ChatConfig config, Optional<CachingTokenSource> tokens) {
        this.config = config;
        this.tokens = tokens;
    }

    /**
     * Creates a client and sends nothing. Settings that cannot work fail with a {@link ConfigurationException} that names the
     * variable.
     *
     * @param endpoint of another resource than the model's
     * @param key of that resource
     */
    public EmbeddingClient connect(String deployment, Optional<String> endpoint, Optional<String> key) {
        DeploymentSettings settings = new DeploymentSettings(
                new EmbeddingDeployment(Optional.of(deployment), endpoint, key, config),
                config,
                Optional.of(VARIABLE + '_'));
        if (config.agent().isPresent() && endpoint.isEmpty()) {
            throw new ConfigurationException(VARIABLE + " needs " + VARIABLE
                    + "_ENDPOINT, the resource of the deployment, because AZURE_OPENAI_ENDPOINT is the project of"
                    + " PARLEY_CHAT_AGENT.");
        }
        if (settings.endpoint().isEmpty()) {
            throw new ConfigurationException(
                    VARIABLE + " needs AZURE_OPENAI_ENDPOINT, or " + VARIABLE + "_ENDPOINT for another resource.");
        }
        if (!ChatTarget.isDeployment(deployment)) {
            throw new ConfigurationException(
                    VARIABLE + " must be the name of a deployment: letters, digits, hyphens, underscores and dots.");
        }
        Optional<CachingTokenSource> presented = settings.key().isPresent() ? Optional.empty() : tokens;
        Optional<String> presentedKey = presented.isPresent()
                ? Optional.empty()
                : Optional.of(ApiKeyAuthorization.of(settings).key());
        return new EmbeddingClient(ChatTarget.of(settings), presentedKey, presented);
    }
}
