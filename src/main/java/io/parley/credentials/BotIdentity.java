package io.parley.credentials;

import io.parley.registration.AppType;
import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The bot's identity, from its registration. */
final class BotIdentity {

    private final RegistrationConfig registration;
    private final CredentialsConfig config;
    private final Clock clock;

    BotIdentity(RegistrationConfig registration, CredentialsConfig config, Clock clock) {
        this.registration = registration;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Returns the identity for the Bot Connector; empty without a registered application.
     *
     * @throws ConfigurationException if the registration is incomplete; names the variable
     */
    Optional<Identity> toConnector() {
        return registration.id().map(id -> identity(id, this::connectorTenant));
    }

    /**
     * Returns the identity for resources of its home tenant; empty without a registered application.
     *
     * @throws ConfigurationException if the registration is incomplete; names the variable
     */
    Optional<Identity> atHome() {
        return registration.id().map(id -> identity(id, this::homeTenant));
    }

    private Identity identity(String id, Supplier<String> tenant) {
        CredentialChoice choice = new CredentialChoice(registration, config, clock);
        if (registration.type() == AppType.USER_ASSIGNED_MSI) {
            choice.requireNone();
            return userAssigned(id);
        }
        Application application = new Application(tenant.get(), id);
        String authority = Authorities.ofBot(registration, config);
        return new ApplicationIdentity(EntraApi.at(authority, config), application, choice.choose(authority), clock);
    }

    // In a pod, the metadata service has at most the identity of the node. There the managed identity trusts the pod's
    // service account instead.
    private Identity userAssigned(String id) {
        return config.workloadIdentity()
                .tokenFile()
                .map(file -> federated(id, file))
                .orElseGet(() -> ManagedIdentity.of(Optional.of(id), config, clock));
    }

    private Identity federated(String id, Path tokenFile) {
        String tenant = registration
                .tenantId()
                .or(config.workloadIdentity()::tenantId)
                .orElseThrow(() -> new ConfigurationException("Neither MICROSOFT_APP_TENANT_ID nor AZURE_TENANT_ID is"
                        + " set. Set the first to the tenant of the bot's managed identity."));
        String authority = Authorities.ofWorkload(registration, config);
        return new ApplicationIdentity(
                EntraApi.at(authority, config), new Application(tenant, id), new FederatedTokenFile(tokenFile), clock);
    }

    // Always the bot's own tenant, even when the bot has users of many tenants.
    private String connectorTenant() {
        return registration.type() == AppType.MULTI_TENANT
                ? registration.cloud().multiTenantTenant()
                : homeTenant();
    }

    private String homeTenant() {
        return registration
                .tenantId()
                .orElseThrow(() -> new ConfigurationException("MICROSOFT_APP_TENANT_ID is not set. "
                        + "The bot requests its tokens at its home tenant: set it to that tenant's id."));
    }
}
