package io.parley.credentials;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of managed identities where App Service, Functions or Container Apps runs us. Answers any status as it came:
 *
 * <pre>{@code
 * 200 {"access_token":"eyJ0…","expires_on":"1795435200","resource":"https://…","token_type":"Bearer","client_id":"…"}
 * 400 {"statusCode":400,"message":"Unable to load requested managed identity.","correlationId":"…"}
 * }</pre>
 */
interface ManagedIdentityApi {

    /** The {@code api-version} of the shapes above. */
    String VERSION = "2019-08-01";

    /** A client of the address in {@code IDENTITY_ENDPOINT}. Neither redirect nor proxy: it is the platform's, and near. */
    static ManagedIdentityApi at(URI endpoint, CredentialsConfig config) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(endpoint)
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .proxyAddress(PlatformEndpoint.NO_PROXY, 1)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(ManagedIdentityApi.class);
    }

    /**
     * A token for a resource.
     *
     * @param header {@code IDENTITY_HEADER}: a secret, which shows that it is no forged request
     * @param clientId of a user-assigned identity; null for the system-assigned one
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> token(
            @HeaderParam("X-IDENTITY-HEADER") String header,
            @QueryParam("api-version") String version,
            @QueryParam("resource") String resource,
            @QueryParam("client_id") @Nullable String clientId);
}
