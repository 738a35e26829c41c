package io.parley.authentication;

import io.parley.http.Loopback;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Decodes the two documents of an OpenID provider. */
final class OpenIdDocuments {

    private OpenIdDocuments() {}

    /** Returns the address of the keys from the metadata. It must be on the same host as the metadata. */
    static URI keysLocation(String metadataDocument, URI metadata) {
        if (!(parse(metadataDocument).get("jwks_uri") instanceof String text)) {
            throw new OpenIdMetadataException("The metadata has no jwks_uri.");
        }
        URI location = uri(text);
        if (!Loopback.isSafe(location) || !metadata.getHost().equalsIgnoreCase(location.getHost())) {
            throw new OpenIdMetadataException("The metadata's jwks_uri is on another host, or not HTTPS.");
        }
        return location;
    }

    /** Returns the RSA signing keys by their ids, and skips other keys. */
    static Map<String, SigningKey> signingKeys(String keysDocument) {
        if (!(parse(keysDocument).get("keys") instanceof List<?> list)) {
            throw new OpenIdMetadataException("The document of keys has no keys.");
        }
        Map<String, SigningKey> keys = new HashMap<>();
        list.forEach(item -> signingKey(item).ifPresent(key -> keys.put(key.id(), key)));
        if (keys.isEmpty()) {
            throw new OpenIdMetadataException("The document of keys has no RSA key for signatures.");
        }
        return Map.copyOf(keys);
    }

    private static Optional<SigningKey> signingKey(Object item) {
        if (item instanceof Map<?, ?> key
                && "RSA".equals(key.get("kty"))
                && isAbsentOr("sig", key.get("use"))
                && isAbsentOr("RS256", key.get("alg"))
                && key.get("kid") instanceof String id
                && key.get("n") instanceof String modulus
                && key.get("e") instanceof String exponent) {
            String issuer = key.get("issuer") instanceof String text ? text : null;
            return signingKey(id, modulus, exponent, endorsements(key.get("endorsements")), issuer);
        }
        return Optional.empty();
    }

    /** Reads modulus and exponent only: certificates beside them (x5c) are neither needed nor checked. */
    private static Optional<SigningKey> signingKey(
            String id, String modulus, String exponent, @Nullable Set<String> endorsements, @Nullable String issuer) {
        try {
            RsaJsonWebKey key = new RsaJsonWebKey(Map.of("kty", "RSA", "n", modulus, "e", exponent));
            return Optional.of(new SigningKey(id, key.getPublicKey(), endorsements, issuer));
        } catch (JoseException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Set<String> endorsements(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Set<String> channels = new HashSet<>();
        if (value instanceof Collection<?> items) {
            items.forEach(item -> channels.add(String.valueOf(item)));
        }
        return Set.copyOf(channels);
    }

    private static boolean isAbsentOr(String expected, @Nullable Object value) {
        return value == null || expected.equals(value);
    }

    private static Map<String, Object> parse(String document) {
        try {
            return JsonUtil.parseJson(document);
        } catch (JoseException e) {
            throw new OpenIdMetadataException("A document is not a JSON object.");
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new OpenIdMetadataException("The metadata's jwks_uri is not an address.");
        }
    }
}
