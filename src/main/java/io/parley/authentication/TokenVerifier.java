package io.parley.authentication;

import io.smallrye.mutiny.Uni;

/** Verifies tokens of one kind of issuer with its keys and its rules. */
interface TokenVerifier {

    /** Whether this verifier is for tokens of an issuer. */
    boolean isFor(String issuer);

    /** Returns the keys of the issuer. */
    SigningKeys keys();

    /** Returns the caller. Throws a {@link TokenRejectedException} if the token is invalid. */
    Caller caller(SignedToken token, SigningKey key);

    /**
     * Returns the caller. Fails with {@link TokenRejectedException} if the token is invalid, and with
     * {@link KeysUnavailableException} if there are no keys to verify it with.
     */
    default Uni<Caller> verify(SignedToken token) {
        return keys().find(token.keyId()).map(key -> caller(token, key));
    }
}
