package io.parley.authentication;

import io.smallrye.mutiny.Uni;
import java.net.URI;

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
 */
interface OpenIdMetadataApi {

    /** The document as it is; fails with anything where it does not come within the limits of time and size. */
    Uni<String> read(URI location);
}
