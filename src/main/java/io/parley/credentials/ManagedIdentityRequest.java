package io.parley.credentials;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the platform.
 *
 * @param clientId of a user-assigned identity; empty for the system-assigned one
 * @param resource without {@code /.default}
 */
record ManagedIdentityRequest(Optional<String> clientId, String resource) {

    /** The parameters of the request. */
    Map<String, @Nullable String> query(String apiVersion) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("api-version", apiVersion);
        query.put("resource", resource);
        query.put("client_id", clientId.orElse(null));
        return query;
    }

    /** How to call the identity in a sentence. */
    String identity() {
        return clientId.map(id -> "the managed identity " + id).orElse("the system-assigned managed identity");
    }
}
