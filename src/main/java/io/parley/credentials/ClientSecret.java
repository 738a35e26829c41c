package io.parley.credentials;

import io.parley.registration.AppType;
import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;

/**
 * What the bot proves its identity with: its application's secret, at the tenant that issues its tokens. {@link #toString}
 * masks the secret.
 */
record ClientSecret(String tenant, String clientId, String secret) {

    /**
     * The secret of the registered application; empty where none is registered.
     *
     * @throws ConfigurationException where the registration lacks something; names the variable
     */
    static Optional<ClientSecret> of(RegistrationConfig registration) {
        return registration.id().map(id -> new ClientSecret(tenant(registration), id, secret(registration)));
    }

    // The bot's own tenant, never a user's, however many tenants it serves.
    private static String tenant(RegistrationConfig registration) {
        if (registration.type() == AppType.MULTI_TENANT) {
            return registration.cloud().multiTenantTenant();
        }
        return registration
                .tenantId()
                .orElseThrow(() -> new ConfigurationException("MICROSOFT_APP_TENANT_ID is not set. "
                        + "A SingleTenant bot asks for its tokens at its home tenant: set it to that tenant's id."));
    }

    private static String secret(RegistrationConfig registration) {
        return registration
                .password()
                .orElseThrow(() -> new ConfigurationException("MICROSOFT_APP_PASSWORD is not set. "
                        + "A bot with MICROSOFT_APP_ID needs it to reply: set it to the application's client secret."));
    }

    @Override
    public String toString() {
        return "ClientSecret[of " + clientId + " at " + tenant + "]";
    }
}
