package io.parley.credentials;

import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which credential the bot's application proves itself with: the one that is set, else the workload identity of the pod. */
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
     * Two that are set are refused, for one of them would be left unused without anybody noticing. The workload identity
     * counts only where none is set: the platform gives it to every pod.
     *
     * @param authority where the credential will be shown
     * @throws ConfigurationException where none or more than one is set, or it cannot work; names the variables
     */
    ClientCredential choose(String authority) {
        Map<String, ClientCredential> set = set(authority);
        if (set.size() > 1) {
            throw new ConfigurationException(String.join(" and ", set.keySet())
                    + " are set. The bot proves itself with one of them: unset what it is not to use.");
        }
        return set.values().stream()
                .findFirst()
                .or(this::workload)
                .orElseThrow(() -> new ConfigurationException("MICROSOFT_APP_PASSWORD is not set. A bot with"
                        + " MICROSOFT_APP_ID needs it to reply: set it to the application's client secret, or set"
                        + " PARLEY_CREDENTIALS_CERTIFICATE or PARLEY_CREDENTIALS_FEDERATED_IDENTITY instead, or run it with"
                        + " a workload identity, which sets AZURE_FEDERATED_TOKEN_FILE."));
    }

    /** @throws ConfigurationException where a credential is set, which a managed identity has no use for */
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
                        + " UserAssignedMSI proves itself by its managed identity: unset it, or change the type.");
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
