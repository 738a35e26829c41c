package io.parley.credentials;

import io.parley.http.Origin;
import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;

/** Where tokens are asked for: the only places that credentials are sent to. */
final class Authorities {

    private Authorities() {}

    /**
     * Of the bot's application: the one that is set, else its cloud's.
     *
     * @throws ConfigurationException where what is set may not be sent a secret; names the variable
     */
    static String ofBot(RegistrationConfig registration, CredentialsConfig config) {
        return set(config).orElseGet(() -> registration.cloud().authority().toString());
    }

    /**
     * Of a pod's workload identity: the one that is set, else the one that the cluster names, else the cloud's.
     *
     * @throws ConfigurationException where what is set may not be sent a secret; names the variable
     */
    static String ofWorkload(RegistrationConfig registration, CredentialsConfig config) {
        return set(config)
                .or(() -> config.workloadIdentity()
                        .authority()
                        .map(setting -> Origin.trusted(setting, "AZURE_AUTHORITY_HOST"))
                        .map(Origin::toString))
                .orElseGet(() -> registration.cloud().authority().toString());
    }

    private static Optional<String> set(CredentialsConfig config) {
        return config.authority()
                .map(setting -> Origin.trusted(setting, "PARLEY_CREDENTIALS_AUTHORITY"))
                .map(Origin::toString);
    }
}
