package io.parley.credentials;

import java.util.Optional;

/**
 * Settings that App Service, Functions and Container Apps make when an identity is assigned. A virtual machine makes none.
 */
public interface ManagedIdentityConfig {

    /** {@code IDENTITY_ENDPOINT}: the address for tokens. http only at a loopback, link-local or private address. */
    Optional<String> endpoint();

    /** {@code IDENTITY_HEADER}: the secret to send there; never logged. */
    Optional<String> header();

    /**
     * {@code AZURE_POD_IDENTITY_AUTHORITY_HOST}: the origin of the metadata service, instead of {@value
     * VirtualMachinePlatform#ADDRESS}.
     */
    Optional<String> imds();
}
