package io.parley.authentication;

import io.smallrye.mutiny.Uni;

/** Verifies the tokens of one kind of issuer, against that issuer's keys and by its rules. */
interface TokenVerifier {

    /** Whether tokens of this issuer are for this verifier. */
    boolean isFor(String issuer);

    /**
     * The token's bearer. Fails with {@link TokenRejectedException} if the token is wrong in any way, and with
     * {@link KeysUnavailableException} if that cannot be told.
     */
    Uni<Caller> verify(SignedToken token);

    /** Begins to load the keys, without waiting for them. */
    void prepare();

    /** Whether the keys were loaded at least once. */
    boolean isPrepared();
}
