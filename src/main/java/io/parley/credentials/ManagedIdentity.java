package io.parley.credentials;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A managed identity, with tokens from the platform that runs this process: App Service, Functions, Container Apps, or a
 * virtual machine.
 */
final class ManagedIdentity implements Identity {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Optional<String> clientId;
    private final CredentialsConfig config;
    private final Clock clock;

    private ManagedIdentity(Optional<String> clientId, CredentialsConfig config, Clock clock) {
        this.clientId = clientId;
        this.config = config;
        this.clock = clock;
    }

    /** @param clientId the client id of a user-assigned identity; empty for the system-assigned identity */
    static ManagedIdentity of(Optional<String> clientId, CredentialsConfig config, Clock clock) {
        return new ManagedIdentity(clientId, config, clock);
    }

    /** Fails with a {@link ConfigurationException} if the setting is not a valid address of the platform. */
    @Override
    public TokenSource source(String resource) {
        return new ManagedIdentityTokenSource(platform(), new ManagedIdentityRequest(clientId, resource), clock, PAUSE);
    }

    private ManagedIdentityPlatform platform() {
        Optional<String> endpoint = config.managedIdentity().endpoint();
        Optional<String> header = config.managedIdentity().header();
        // Both are required: Service Fabric and Arc also set one of them, with another meaning.
        if (endpoint.isPresent() && header.isPresent()) {
            return AppServicePlatform.at(
                    PlatformEndpoint.of(endpoint.get(), "IDENTITY_ENDPOINT"), header.get(), config);
        }
        String address = config.managedIdentity().imds().orElse(VirtualMachinePlatform.ADDRESS);
        return VirtualMachinePlatform.at(PlatformEndpoint.of(address, "AZURE_POD_IDENTITY_AUTHORITY_HOST"), config);
    }
}
