package io.parley.credentials;

import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * The identities that Parley can have. {@link Identity#tokensFor} gives the tokens of one for a resource, such as Azure OpenAI.
 * A setting that is missing or cannot work fails with a {@link ConfigurationException} that names the variable to set.
 */
@Singleton
public class Identities {

    private final RegistrationConfig registration;
    private final CredentialsConfig config;
    private final Clock clock;

    @Inject
    Identities(RegistrationConfig registration, CredentialsConfig config) {
        this.registration = registration;
        this.config = config;
        this.clock = Clock.systemUTC();
    }

    /** Returns the bot's identity for the Bot Connector and for other bots; empty without a registered application. */
    public Optional<Identity> ofBot() {
        return bot().toConnector();
    }

    /**
     * Returns an identity for resources of Azure.
     *
     * @param clientId the client id of a user-assigned managed identity or a workload identity; {@code AZURE_CLIENT_ID} if
     *     empty
     */
    public Identity of(IdentityKind kind, Optional<String> clientId) {
        Optional<String> id = clientId.or(config.workloadIdentity()::clientId).map(String::strip);
        return switch (kind) {
            case MANAGED -> ManagedIdentity.of(id, config, clock);
            case WORKLOAD -> workload(id);
            case APPLICATION -> bot().atHome().orElseThrow(() -> missing("MICROSOFT_APP_ID", kind));
        };
    }

    private BotIdentity bot() {
        return new BotIdentity(registration, config, clock);
    }

    private Identity workload(Optional<String> clientId) {
        Application application = new Application(
                required(config.workloadIdentity().tenantId(), "AZURE_TENANT_ID"),
                required(clientId, "AZURE_CLIENT_ID"));
        Path tokenFile = required(config.workloadIdentity().tokenFile(), "AZURE_FEDERATED_TOKEN_FILE");
        String authority = Authorities.ofWorkload(registration, config);
        return new ApplicationIdentity(
                EntraApi.at(authority, config), application, new FederatedTokenFile(tokenFile), clock);
    }

    private static <T> T required(Optional<T> setting, String variable) {
        return setting.orElseThrow(() -> missing(variable, IdentityKind.WORKLOAD));
    }

    private static ConfigurationException missing(String variable, IdentityKind kind) {
        return new ConfigurationException(variable + " is not set. The identity "
                + kind.name().toLowerCase(Locale.ROOT)
                + " needs it: workload needs what Microsoft Entra Workload ID sets"
                + " in a pod (AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE), application needs the"
                + " bot's registration (MICROSOFT_APP_ID).");
    }
}
