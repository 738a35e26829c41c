package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * App Service, Functions or Container Apps:
 *
 * <pre>{@code
 * 200 {"access_token":"eyJ0…","expires_on":"1795435200","resource":"https://…","token_type":"Bearer","client_id":"…"}
 * 400 {"statusCode":400,"message":"Unable to load requested managed identity.","correlationId":"…"}
 * }</pre>
 */
final class AppServicePlatform implements ManagedIdentityPlatform {

    /** The {@code api-version} of the documents above. */
    private static final String VERSION = "2019-08-01";

    private static final List<Retries> RETRIES = List.of(new Retries(Set.of(404, 408, 429, 500, 503, 504), 3, 1, 1));

    private final URI endpoint;
    private final String header;
    private final HttpPeer peer;

    private AppServicePlatform(URI endpoint, String header, HttpPeer peer) {
        this.endpoint = endpoint;
        this.header = header;
        this.peer = peer;
    }

    /**
     * @param endpoint {@code IDENTITY_ENDPOINT}
     * @param header {@code IDENTITY_HEADER}: a secret, which protects the endpoint against forged requests
     */
    static AppServicePlatform at(URI endpoint, String header, CredentialsConfig config) {
        return new AppServicePlatform(
                endpoint,
                header,
                HttpPeer.named(
                        "managed-identity", HttpLimits.shortBody(config.connectTimeout(), config.readTimeout())));
    }

    @Override
    public Uni<HttpAnswer> request(ManagedIdentityRequest request) {
        return peer.send(
                HttpCall.get(endpoint.toString(), request.query(VERSION)).with("X-IDENTITY-HEADER", header));
    }

    @Override
    public String unreachable(String identity) {
        return "The platform could not be reached at IDENTITY_ENDPOINT for a token";
    }

    @Override
    public List<Retries> retries() {
        return RETRIES;
    }
}
