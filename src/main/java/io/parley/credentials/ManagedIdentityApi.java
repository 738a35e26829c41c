package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.smallrye.mutiny.Uni;
import java.net.URI;

/**
 * Tokens of managed identities where App Service, Functions or Container Apps runs us. Any status is an answer:
 *
 * <pre>{@code
 * 200 {"access_token":"eyJ0…","expires_on":"1795435200","resource":"https://…","token_type":"Bearer","client_id":"…"}
 * 400 {"statusCode":400,"message":"Unable to load requested managed identity.","correlationId":"…"}
 * }</pre>
 */
final class ManagedIdentityApi {

    /** The {@code api-version} of the shapes above. */
    private static final String VERSION = "2019-08-01";

    private final URI endpoint;
    private final HttpPeer platform;

    private ManagedIdentityApi(URI endpoint, HttpPeer platform) {
        this.endpoint = endpoint;
        this.platform = platform;
    }

    /** A client of the address in {@code IDENTITY_ENDPOINT}. */
    static ManagedIdentityApi at(URI endpoint, CredentialsConfig config) {
        return new ManagedIdentityApi(
                endpoint,
                HttpPeer.named(
                        "managed-identity", HttpLimits.shortBody(config.connectTimeout(), config.readTimeout())));
    }

    /** @param header {@code IDENTITY_HEADER}: a secret, which shows that it is no forged request */
    Uni<HttpAnswer> token(String header, ManagedIdentityRequest request) {
        return platform.send(
                HttpCall.get(endpoint.toString(), request.query(VERSION)).with("X-IDENTITY-HEADER", header));
    }
}
