package io.parley.credentials;

import io.parley.http.Origin;
import io.parley.http.TrustedOrigin;
import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;

/** Chooses the authority: the address of Entra to which credentials are sent. */
final class Authorities {

    private Authorities() {}

    /**
     * Returns the authority for the bot's application: the configured one, or else its cloud's.
     *
     * @throws ConfigurationException if a secret must not be sent to the configured address; names the variable
     */
    static String ofBot(RegistrationConfig registration, CredentialsConfig config) {
        return set(config).orElseGet(() -> registration.cloud().authority().toString());
    }

    /**
     * Returns the authority for a pod's workload identity: the configured one, or else the cluster's, or else the cloud's.
     *
     * @throws ConfigurationException if a secret must not be sent to the configured address; names the variable
     */
    static String ofWorkload(RegistrationConfig registration, CredentialsConfig config) {
        return set(config)
                .or(() -> config.workloadIdentity()
                        .authority()
                        .map(setting -> TrustedOrigin.of(setting, "AZURE_AUTHORITY_HOST"))
                        .map(Origin::toString))
                .orElseGet(() -> registration.cloud().authority().toString());
    }

    private static Optional<String> set(CredentialsConfig config) {
        return config.authority()
                .map(setting -> TrustedOrigin.of(setting, "PARLEY_CREDENTIALS_AUTHORITY"))
                .map(Origin::toString);
    }
}
