package io.parley.credentials;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the bot asks for its own tokens. */
@ConfigMapping(prefix = "parley.credentials")
public interface CredentialsConfig {

    /**
     * {@code PARLEY_CREDENTIALS_AUTHORITY}: asks here for tokens instead of at the cloud's own sign-in service. The
     * client secret is sent there, so it must be https, or on this machine.
     */
    Optional<String> authority();

    /** How long to wait for a connection. Until a first token is there, every reply waits with it. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long to wait for the answer. Until a first token is there, every reply waits with it. */
    @WithDefault("10s")
    Duration readTimeout();
}
