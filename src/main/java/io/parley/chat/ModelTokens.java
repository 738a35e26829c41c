package io.parley.chat;

import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.Identities;
import io.parley.credentials.Identity;
import io.parley.credentials.IdentityKind;
import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** The tokens for Azure OpenAI, or for an agent, in place of a key. A setting that cannot work stops the start. */
@Singleton
class ModelTokens {

    /** The resource in the public cloud. */
    private static final String RESOURCE_OF_AGENTS = "https://ai.azure.com";

    private final Optional<CachingTokenSource> tokens;
    private final Optional<CachingTokenSource> tokensForEmbeddings;

    @Inject
    ModelTokens(ModelIdentityConfig config, RegistrationConfig registration, Identities identities) {
        this(config, registration.cloud(), kind -> identities.of(kind, config.identityClientId()));
    }

    ModelTokens(ModelIdentityConfig config, Cloud cloud, Function<IdentityKind, Identity> identities) {
        if (config.identity().isPresent() && config.key().isPresent()) {
            throw new ConfigurationException("AZURE_OPENAI_KEY and PARLEY_CHAT_IDENTITY are both set, and the service"
                    + " accepts only one of them: unset the key to use the identity, or the identity to use the key.");
        }
        Optional<Identity> identity = config.identity().map(identities);
        this.tokens = identity.map(one -> one.tokensFor(resource(config, cloud)));
        this.tokensForEmbeddings =
                config.agent().isPresent() ? identity.map(one -> one.tokensFor(cloud.modelResource())) : tokens;
    }

    /** Returns the tokens; empty when no identity is configured and Parley sends a key. */
    Optional<CachingTokenSource> tokens() {
        return tokens;
    }

    /** Returns the tokens for embedding deployments: those for models, also beside an agent. */
    Optional<CachingTokenSource> tokensForEmbeddings() {
        return tokensForEmbeddings;
    }

    private static String resource(ModelIdentityConfig config, Cloud cloud) {
        return config.resource()
                .map(resource -> resource.strip().replaceAll("/+(\\.default)?$", ""))
                .or(() -> config.agent().map(agent -> RESOURCE_OF_AGENTS))
                .orElseGet(cloud::modelResource);
    }

    void checkAtStart(@Observes StartupEvent start) {
        // The event creates the bean, and its creation checks the settings.
    }
}
