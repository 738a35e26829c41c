package io.parley.credentials;

import java.nio.file.Path;
import java.util.Optional;

/** Settings that the webhook of Microsoft Entra Workload ID makes. */
public interface WorkloadIdentityConfig {

    /** {@code AZURE_TENANT_ID}: the tenant of the workload's identity. */
    Optional<String> tenantId();

    /** {@code AZURE_CLIENT_ID}: the client id of the workload's identity. */
    Optional<String> clientId();

    /** {@code AZURE_FEDERATED_TOKEN_FILE}: the cluster's token for the pod. Read again for each request for a token. */
    Optional<Path> tokenFile();

    /** {@code AZURE_AUTHORITY_HOST}: the authority for that token: https, or on this machine. */
    Optional<String> authority();
}
