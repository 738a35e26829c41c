package io.parley.authentication;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * An OpenID provider's documents, which are two:
 *
 * <pre>{@code
 * {"issuer": "https://api.botframework.com",
 *  "jwks_uri": "https://login.botframework.com/v1/.well-known/keys", ...}
 *
 * {"keys": [{"kty": "RSA", "use": "sig", "kid": "...", "n": "...", "e": "AQAB",
 *            "endorsements": ["msteams", "webchat", ...]}, ...]}
 * }</pre>
 *
 * <p>Only {@link OpenIdMetadataClient} makes one; the annotation has the code for it generated.
 */
@RegisterRestClient
interface OpenIdMetadataApi {

    /** The document, piece by piece, so that a reader can stop before it is too long. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Multi<byte[]> read(@Url URI location);
}
