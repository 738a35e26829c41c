package io.parley.authentication;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Finds out who sends a request. */
interface Authenticator {

    /**
     * Returns the caller, given the values of all Authorization headers of its request. Fails with {@link
     * TokenRejectedException} or {@link KeysUnavailableException}.
     */
    Uni<Caller> authenticate(List<String> authorizations);

    /** Starts to load the keys, without waiting for them. */
    void prepare();

    /** Whether tokens can be verified: the keys were loaded at least once. */
    boolean isPrepared();
}
