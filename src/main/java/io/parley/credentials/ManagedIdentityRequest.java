package io.parley.credentials;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for a token of a managed identity.
 *
 * @param clientId the client id of a user-assigned identity; empty for the system-assigned identity
 * @param resource without {@code /.default}
 */
record ManagedIdentityRequest(Optional<String> clientId, String resource) {

    /** Returns the query parameters of the request. */
    Map<String, @Nullable String> query(String apiVersion) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("api-version", apiVersion);
        query.put("resource", resource);
        query.put("client_id", clientId.orElse(null));
        return query;
    }

    /** Returns the name of the identity in a sentence. */
    String identity() {
        return clientId.map(id -> "the managed identity " + id).orElse("the system-assigned managed identity");
    }
}
