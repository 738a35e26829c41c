package io.parley.credentials;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of managed identities on a virtual machine, from its Instance Metadata Service. Answers any status as it came:
 *
 * <pre>{@code
 * 200 {"access_token":"eyJ0…","expires_in":"86399","expires_on":"1795435200","resource":"https://…","client_id":"…"}
 * 400 {"error":"invalid_request","error_description":"Identity not found"}
 * 410 while it is being upgraded, for about a minute
 * }</pre>
 */
@Path("/metadata/identity/oauth2/token")
interface ImdsApi {

    /** Where every virtual machine has it. */
    String ADDRESS = "http://169.254.169.254";

    /** The {@code api-version} of the shapes above. */
    String VERSION = "2018-02-01";

    /** The value of the header that shows that it is no forged request. */
    String METADATA = "true";

    /** It answers at once or, anywhere but on a virtual machine, never. */
    int CONNECT_TIMEOUT_SECONDS = 2;

    /** A client of the service. Neither redirect nor proxy: it is the machine's own. */
    static ImdsApi at(URI endpoint, CredentialsConfig config) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(endpoint)
                .connectTimeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .proxyAddress(PlatformEndpoint.NO_PROXY, 1)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(ImdsApi.class);
    }

    /**
     * A token for a resource.
     *
     * @param clientId of a user-assigned identity; null for the system-assigned one
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> token(
            @HeaderParam("Metadata") String metadata,
            @QueryParam("api-version") String version,
            @QueryParam("resource") String resource,
            @QueryParam("client_id") @Nullable String clientId);
}
