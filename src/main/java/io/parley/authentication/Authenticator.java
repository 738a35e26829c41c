package io.parley.authentication;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Finds out who sends a request. */
interface Authenticator {

    /**
     * The caller, given the values of all Authorization headers of its request. Fails with {@link
     * TokenRejectedException} or {@link KeysUnavailableException}.
     */
    Uni<Caller> authenticate(List<String> authorizations);

    /** Begins to load what it needs, without waiting for it. */
    void prepare();

    /** Whether a token can be told from a forged one: the keys that it needs were loaded at least once. */
    boolean isPrepared();
}
