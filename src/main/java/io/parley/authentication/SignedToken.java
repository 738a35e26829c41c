package io.parley.authentication;

import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token with an acceptable header and a signature that is not verified yet. Its unverified claims only select the
 * keys to verify it with. Key material in the header (jku, x5u, jwk, x5c) is ignored.
 *
 * @param unverifiedIssuer the issuer that the token claims
 */
record SignedToken(String value, String keyId, String unverifiedIssuer) {

    static SignedToken parse(BearerToken token) {
        JsonWebSignature signature = signature(token);
        check(signature);
        return new SignedToken(token.value(), keyId(signature), issuer(signature));
    }

    private static JsonWebSignature signature(BearerToken token) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(token.value());
            return signature;
        } catch (JoseException e) {
            throw TokenRejectedException.because("The token is not a signed JSON Web Token.");
        }
    }

    private static void check(JsonWebSignature signature) {
        if (!AlgorithmIdentifiers.RSA_USING_SHA256.equals(header(signature, "alg"))) {
            throw TokenRejectedException.because("The token is signed with another algorithm than RS256.");
        }
        if (header(signature, "crit") != null) {
            throw TokenRejectedException.because("The token has critical header parameters, and none is known.");
        }
        if (header(signature, "cty") != null) {
            throw TokenRejectedException.because("The token holds something other than claims.");
        }
    }

    private static String keyId(JsonWebSignature signature) {
        if (header(signature, "kid") instanceof String keyId && !keyId.isBlank()) {
            return keyId;
        }
        throw TokenRejectedException.because("The token does not name its key.");
    }

    private static String issuer(JsonWebSignature signature) {
        try {
            String issuer = JwtClaims.parse(signature.getUnverifiedPayload()).getIssuer();
            if (issuer != null) {
                return issuer;
            }
            throw TokenRejectedException.because("The token does not name its issuer.");
        } catch (InvalidJwtException | MalformedClaimException e) {
            throw TokenRejectedException.because("The token's claims cannot be read.");
        }
    }

    /** Reads a value of any type: the library's string getter throws a ClassCastException for another type. */
    private static @Nullable Object header(JsonWebSignature signature, String name) {
        return signature.getHeaders().getObjectHeaderValue(name);
    }

    @Override
    public String toString() {
        return "SignedToken[masked]";
    }
}
