package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A virtual machine with its Instance Metadata Service:
 *
 * <pre>{@code
 * 200 {"access_token":"eyJ0…","expires_in":"86399","expires_on":"1795435200","resource":"https://…","client_id":"…"}
 * 400 {"error":"invalid_request","error_description":"Identity not found"}
 * 410 during an upgrade, for about a minute
 * }</pre>
 */
final class VirtualMachinePlatform implements ManagedIdentityPlatform {

    /** The address of the service on every virtual machine. */
    static final String ADDRESS = "http://169.254.169.254";

    private static final String PATH = "/metadata/identity/oauth2/token";

    /** The {@code api-version} of the documents above. */
    private static final String VERSION = "2018-02-01";

    /** Short: the service accepts a connection at once, and never outside of a virtual machine. */
    private static final Duration CONNECT_TIME = Duration.ofSeconds(2);

    private static final Retries DURING_UPGRADE = new Retries(Set.of(410), 7, 10, 10);
    private static final Retries USUAL = new Retries(Set.of(404, 408, 429, 500, 502, 503, 504), 3, 1, 4);

    private final URI endpoint;
    private final HttpPeer peer;

    private VirtualMachinePlatform(URI endpoint, HttpPeer peer) {
        this.endpoint = endpoint;
        this.peer = peer;
    }

    static VirtualMachinePlatform at(URI endpoint, CredentialsConfig config) {
        return new VirtualMachinePlatform(
                endpoint, HttpPeer.named("managed-identity", HttpLimits.shortBody(CONNECT_TIME, config.readTimeout())));
    }

    @Override
    public Uni<HttpAnswer> request(ManagedIdentityRequest request) {
        String address = endpoint.toString().replaceFirst("/+$", "") + PATH;
        // The header protects the service against forged requests.
        return peer.send(HttpCall.get(address, request.query(VERSION)).with("Metadata", "true"));
    }

    @Override
    public String unreachable(String identity) {
        return "There is no metadata service to ask for a token of " + identity
                + ". Only virtual machines of Azure have it; App Service and Container Apps set IDENTITY_ENDPOINT and"
                + " IDENTITY_HEADER once an identity is assigned";
    }

    @Override
    public List<Retries> retries() {
        return List.of(DURING_UPGRADE, USUAL);
    }
}
