package io.parley.credentials;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * Entra's token endpoint. Answers any status as it came:
 *
 * <pre>{@code
 * 200 {"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"eyJ0…"}
 * 401 {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. …"}
 * }</pre>
 */
@Path("/{tenant}/oauth2/v2.0/token")
interface EntraApi {

    /** The {@code grant_type} of every request. */
    String CLIENT_CREDENTIALS = "client_credentials";

    /** The {@code client_assertion_type} of every assertion (RFC 7523, section 2.2). */
    String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** A client of the given authority. Follows no redirect: the request carries a secret. */
    static EntraApi at(String authority, CredentialsConfig config) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create(authority))
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(EntraApi.class);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> withSecret(
            @PathParam("tenant") String tenant,
            @FormParam("grant_type") String grantType,
            @FormParam("client_id") String clientId,
            @FormParam("client_secret") String clientSecret,
            @FormParam("scope") String scope);

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> withAssertion(
            @PathParam("tenant") String tenant,
            @FormParam("grant_type") String grantType,
            @FormParam("client_id") String clientId,
            @FormParam("client_assertion_type") String clientAssertionType,
            @FormParam("client_assertion") String clientAssertion,
            @FormParam("scope") String scope);
}
