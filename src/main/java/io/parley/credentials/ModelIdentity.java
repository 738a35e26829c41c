package io.parley.credentials;

import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Clock;
import java.util.Optional;

/** Who asks Azure OpenAI, by the settings. */
final class ModelIdentity {

    private final ModelIdentityConfig model;
    private final RegistrationConfig registration;
    private final CredentialsConfig config;
    private final Clock clock;

    ModelIdentity(ModelIdentityConfig model, RegistrationConfig registration, CredentialsConfig config, Clock clock) {
        this.model = model;
        this.registration = registration;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A source of tokens for Azure OpenAI; empty where no identity is set.
     *
     * @throws ConfigurationException where a setting is missing, or a key is set beside the identity; names the variable
     */
    Optional<TokenSource> tokens() {
        return model.identity().map(this::identity).map(identity -> identity.tokensFor(resource()));
    }

    private Identity identity(ModelIdentityKind kind) {
        if (model.key().isPresent()) {
            throw new ConfigurationException(
                    "AZURE_OPENAI_KEY and PARLEY_CHAT_IDENTITY are both set, and the service takes"
                            + " one of them: unset the key to let the identity ask, or the identity to present the key.");
        }
        return switch (kind) {
            case MANAGED -> ManagedIdentity.of(clientId(), config, clock);
            case WORKLOAD -> workload();
            case APPLICATION ->
                new BotIdentity(registration, config, clock).atHome().orElseThrow(() -> missing("MICROSOFT_APP_ID"));
        };
    }

    private Identity workload() {
        CredentialsConfig.WorkloadIdentitySettings pod = config.workloadIdentity();
        Application application = new Application(
                pod.tenantId().orElseThrow(() -> missing("AZURE_TENANT_ID")),
                clientId().orElseThrow(() -> missing("AZURE_CLIENT_ID")));
        FederatedTokenFile file =
                new FederatedTokenFile(pod.tokenFile().orElseThrow(() -> missing("AZURE_FEDERATED_TOKEN_FILE")));
        String authority = Authorities.ofWorkload(registration, config);
        return new ApplicationIdentity(EntraApi.at(authority, config), application, file, clock);
    }

    private Optional<String> clientId() {
        return model.identityClientId().or(config.workloadIdentity()::clientId).map(String::strip);
    }

    private String resource() {
        return model.resource()
                .map(resource -> resource.strip().replaceAll("/+(\\.default)?$", ""))
                .orElseGet(registration.cloud()::modelResource);
    }

    private static ConfigurationException missing(String variable) {
        return new ConfigurationException(
                variable + " is not set, and PARLEY_CHAT_IDENTITY asks for it: workload needs what"
                        + " Microsoft Entra Workload ID sets in a pod (AZURE_TENANT_ID, AZURE_CLIENT_ID and"
                        + " AZURE_FEDERATED_TOKEN_FILE), application needs the bot's registration (MICROSOFT_APP_ID).");
    }
}
