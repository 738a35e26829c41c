package io.parley.tools.file;

import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.IdentityKind;
import java.util.Optional;

/** Provides tokens of Parley's identities. */
@FunctionalInterface
interface Tokens {

    /**
     * Fails with a {@link io.quarkus.runtime.configuration.ConfigurationException} when there is no such identity.
     *
     * @param resource without {@code /.default}
     */
    CachingTokenSource of(IdentityKind kind, Optional<String> clientId, String resource);
}
