package io.parley.credentials;

import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Chooses the credential of the bot's application: the configured one, or else the pod's workload identity. */
final class CredentialChoice {

    private final RegistrationConfig registration;
    private final CredentialsConfig config;
    private final Clock clock;

    CredentialChoice(RegistrationConfig registration, CredentialsConfig config, Clock clock) {
        this.registration = registration;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Returns the credential. Two configured credentials are an error, because one of them would be ignored without notice.
     * The workload identity is used only without a configured credential, because the platform gives one to every pod.
     *
     * @param authority the authority to which the credential will be sent
     * @throws ConfigurationException if no credential or more than one is set, or if it cannot work; names the variables
     */
    ClientCredential choose(String authority) {
        Map<String, ClientCredential> set = set(authority);
        if (set.size() > 1) {
            throw new ConfigurationException(
                    String.join(" and ", set.keySet()) + " are set. The bot uses only one of them: unset the other.");
        }
        return set.values().stream()
                .findFirst()
                .or(this::workload)
                .orElseThrow(() -> new ConfigurationException("MICROSOFT_APP_PASSWORD is not set. A bot with"
                        + " MICROSOFT_APP_ID needs it to reply: set it to the application's client secret, or set"
                        + " PARLEY_CREDENTIALS_CERTIFICATE or PARLEY_CREDENTIALS_FEDERATED_IDENTITY instead, or run it with"
                        + " a workload identity, which sets AZURE_FEDERATED_TOKEN_FILE."));
    }

    /** @throws ConfigurationException if a credential is set: a managed identity needs none */
    void requireNone() {
        Map<String, Boolean> set = new LinkedHashMap<>();
        set.put("MICROSOFT_APP_PASSWORD", registration.password().isPresent());
        set.put("PARLEY_CREDENTIALS_CERTIFICATE", config.certificate().isPresent());
        set.put(
                "PARLEY_CREDENTIALS_FEDERATED_IDENTITY",
                config.federatedIdentity().isPresent());
        set.forEach((variable, present) -> {
            if (present) {
                throw new ConfigurationException(variable + " is set, but a bot whose MICROSOFT_APP_TYPE is"
                        + " UserAssignedMSI uses its managed identity instead: unset it, or change the type.");
            }
        });
    }

    private Map<String, ClientCredential> set(String authority) {
        Map<String, ClientCredential> set = new LinkedHashMap<>();
        registration.password().ifPresent(secret -> set.put("MICROSOFT_APP_PASSWORD", new ClientSecret(secret)));
        config.certificate()
                .ifPresent(file -> set.put("PARLEY_CREDENTIALS_CERTIFICATE", Certificate.of(file, authority, clock)));
        config.federatedIdentity()
                .ifPresent(id -> set.put("PARLEY_CREDENTIALS_FEDERATED_IDENTITY", new FederatedIdentity(exchange(id))));
        return set;
    }

    private TokenSource exchange(String clientId) {
        return ManagedIdentity.of(Optional.of(clientId), config, clock)
                .source(registration.cloud().tokenExchangeResource());
    }

    private Optional<ClientCredential> workload() {
        Optional<Path> file = config.workloadIdentity().tokenFile();
        return file.map(FederatedTokenFile::new);
    }
}
