package io.parley.credentials;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * An identity that the platform we run on has tokens of: App Service, Functions and Container Apps by the address they give
 * us, a virtual machine by its metadata service.
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

    /** @param clientId of a user-assigned identity; empty for the system-assigned one */
    static ManagedIdentity of(Optional<String> clientId, CredentialsConfig config, Clock clock) {
        return new ManagedIdentity(clientId, config, clock);
    }

    /** Fails with a {@link ConfigurationException} where the platform's address cannot be one. */
    @Override
    public TokenSource tokensFor(String resource) {
        ManagedIdentityRequest request = new ManagedIdentityRequest(clientId, resource);
        Optional<String> endpoint = config.managedIdentity().endpoint();
        Optional<String> header = config.managedIdentity().header();
        // Service Fabric and Arc set one of the two as well, and mean something else by it.
        return endpoint.isPresent() && header.isPresent()
                ? appService(endpoint.get(), header.get(), request)
                : imds(request);
    }

    private TokenSource appService(String endpoint, String header, ManagedIdentityRequest request) {
        ManagedIdentityApi platform = ManagedIdentityApi.at(PlatformEndpoint.of(endpoint, "IDENTITY_ENDPOINT"), config);
        return new AppServiceTokenSource(platform, header, request, clock, PAUSE);
    }

    private TokenSource imds(ManagedIdentityRequest request) {
        String address = config.managedIdentity().imds().orElse(ImdsApi.ADDRESS);
        ImdsApi machine = ImdsApi.at(PlatformEndpoint.of(address, "AZURE_POD_IDENTITY_AUTHORITY_HOST"), config);
        return new ImdsTokenSource(machine, request, clock, PAUSE);
    }
}
