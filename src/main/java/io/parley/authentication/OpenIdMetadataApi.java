package io.parley.authentication;

import io.smallrye.mutiny.Uni;
import java.net.URI;

/**
 * Reads the two documents of an OpenID provider:
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

    /** Returns a document unchanged. Fails when it does not arrive within the limits of time and size. */
    Uni<String> read(URI location);
}
