package io.parley.authentication;

import io.smallrye.mutiny.Uni;

/** Verifies tokens of one kind of issuer with its keys and its rules. */
interface TokenVerifier {

    /** Whether this verifier is for tokens of an issuer. */
    boolean isFor(String issuer);

    /**
     * Returns the caller. Fails with {@link TokenRejectedException} if the token is invalid, and with
     * {@link KeysUnavailableException} if there are no keys to verify it with.
     */
    Uni<Caller> verify(SignedToken token);

    /** Starts to load the keys, without waiting for them. */
    void prepare();

    /** Whether the keys were loaded at least once. */
    boolean isPrepared();
}
