package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;

/**
 * Tokens of managed identities on a virtual machine, from its Instance Metadata Service. Any status is an answer:
 *
 * <pre>{@code
 * 200 {"access_token":"eyJ0…","expires_in":"86399","expires_on":"1795435200","resource":"https://…","client_id":"…"}
 * 400 {"error":"invalid_request","error_description":"Identity not found"}
 * 410 while it is being upgraded, for about a minute
 * }</pre>
 */
final class ImdsApi {

    /** Where every virtual machine has it. */
    static final String ADDRESS = "http://169.254.169.254";

    private static final String PATH = "/metadata/identity/oauth2/token";

    /** The {@code api-version} of the shapes above. */
    private static final String VERSION = "2018-02-01";

    /** It answers at once or, anywhere but on a virtual machine, never. */
    private static final Duration CONNECT_TIME = Duration.ofSeconds(2);

    private final URI endpoint;
    private final HttpPeer machine;

    private ImdsApi(URI endpoint, HttpPeer machine) {
        this.endpoint = endpoint;
        this.machine = machine;
    }

    static ImdsApi at(URI endpoint, CredentialsConfig config) {
        return new ImdsApi(
                endpoint, HttpPeer.named("managed-identity", HttpLimits.shortBody(CONNECT_TIME, config.readTimeout())));
    }

    Uni<HttpAnswer> token(ManagedIdentityRequest request) {
        String address = endpoint.toString().replaceFirst("/+$", "") + PATH;
        // The header shows that it is no forged request.
        return machine.send(HttpCall.get(address, request.query(VERSION)).with("Metadata", "true"));
    }
}
