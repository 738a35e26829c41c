package io.parley.credentials;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the bot proves who it is, and asks for its own tokens. */
@ConfigMapping(prefix = "parley.credentials")
public interface CredentialsConfig {

    /**
     * {@code PARLEY_CREDENTIALS_AUTHORITY}: asks here for tokens instead of at the cloud's own sign-in service. The
     * client secret is sent there, so it must be https, or on this machine.
     */
    Optional<String> authority();

    /**
     * {@code PARLEY_CREDENTIALS_CERTIFICATE}: a PEM file with the RSA private key (PKCS #8) and the certificate that the
     * application proves itself with in place of a client secret. Read again for each request for a token.
     */
    Optional<Path> certificate();

    /**
     * {@code PARLEY_CREDENTIALS_FEDERATED_IDENTITY}: the client id of the user-assigned managed identity that the application
     * trusts, by a federated credential, to prove it in place of a client secret.
     */
    Optional<String> federatedIdentity();

    /** What the platform says of managed identities. */
    ManagedIdentitySettings managedIdentity();

    /** What Kubernetes says of the pod's workload identity. */
    WorkloadIdentitySettings workloadIdentity();

    /** How long to wait for a connection. Until a first token is there, every reply waits with it. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long to wait for the answer. Until a first token is there, every reply waits with it. */
    @WithDefault("10s")
    Duration readTimeout();

    /** Set by App Service, Functions and Container Apps where an identity is assigned; by nobody on a virtual machine. */
    interface ManagedIdentitySettings {

        /** {@code IDENTITY_ENDPOINT}: where tokens are to be had. http only at a loopback, link-local or private address. */
        Optional<String> endpoint();

        /** {@code IDENTITY_HEADER}: what to present there. A secret: never logged. */
        Optional<String> header();

        /**
         * {@code AZURE_POD_IDENTITY_AUTHORITY_HOST}: the origin of the metadata service, where it is not at {@value
         * VirtualMachinePlatform#ADDRESS}.
         */
        Optional<String> imds();
    }

    /** Set by the webhook of Microsoft Entra Workload ID. */
    interface WorkloadIdentitySettings {

        /** {@code AZURE_TENANT_ID}: the tenant of the workload's identity. */
        Optional<String> tenantId();

        /** {@code AZURE_CLIENT_ID}: the client id of the workload's identity. */
        Optional<String> clientId();

        /** {@code AZURE_FEDERATED_TOKEN_FILE}: the cluster's token for the pod. Read again for each request for a token. */
        Optional<Path> tokenFile();

        /** {@code AZURE_AUTHORITY_HOST}: where that token is sent: https, or on this machine. */
        Optional<String> authority();
    }
}
