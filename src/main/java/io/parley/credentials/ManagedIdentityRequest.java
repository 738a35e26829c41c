package io.parley.credentials;

import java.util.Optional;

/**
 * What is asked of the platform.
 *
 * @param clientId of a user-assigned identity; empty for the system-assigned one
 * @param resource without {@code /.default}
 */
record ManagedIdentityRequest(Optional<String> clientId, String resource) {

    /** How to call the identity in a sentence. */
    String identity() {
        return clientId.map(id -> "the managed identity " + id).orElse("the system-assigned managed identity");
    }
}
