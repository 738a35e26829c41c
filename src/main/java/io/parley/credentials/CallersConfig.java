package io.parley.credentials;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Which other bots are answered. */
@ConfigMapping(prefix = "parley.authentication")
public interface CallersConfig {

    /**
     * {@code PARLEY_AUTHENTICATION_ALLOWED_CALLERS}: ids of applications; a reply to one of them bears a token for it, and
     * to any other none is sent.
     */
    Optional<Set<String>> allowedCallers();
}
