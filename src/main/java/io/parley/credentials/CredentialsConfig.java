package io.parley.credentials;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configures the bot's credentials and how it requests tokens. */
@ConfigMapping(prefix = "parley.credentials")
public interface CredentialsConfig {

    /**
     * {@code PARLEY_CREDENTIALS_AUTHORITY}: the address of the sign-in service, instead of the cloud's own. The client
     * secret is sent there, so it must be https, or on this machine.
     */
    Optional<String> authority();

    /**
     * {@code PARLEY_CREDENTIALS_CERTIFICATE}: a PEM file with an RSA private key (PKCS #8) and its certificate, in place
     * of a client secret. Read again for each request for a token.
     */
    Optional<Path> certificate();

    /**
     * {@code PARLEY_CREDENTIALS_FEDERATED_IDENTITY}: the client id of a user-assigned managed identity with a federated
     * credential of the application, in place of a client secret.
     */
    Optional<String> federatedIdentity();

    /** The platform's settings for managed identities. */
    ManagedIdentityConfig managedIdentity();

    /** The settings of the pod's workload identity. */
    WorkloadIdentityConfig workloadIdentity();

    /** The time limit to connect. The first replies wait for the first token. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** The time limit for the response. The first replies wait for the first token. */
    @WithDefault("10s")
    Duration readTimeout();
}
