package io.parley.connector;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Configures which other bots get replies. */
@ConfigMapping(prefix = "parley.authentication")
interface CallersConfig {

    /**
     * {@code PARLEY_AUTHENTICATION_ALLOWED_CALLERS}: ids of applications. A reply to one of them carries a token for it; other
     * applications get no reply.
     */
    Optional<Set<String>> allowedCallers();
}
