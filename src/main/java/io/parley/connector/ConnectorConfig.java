package io.parley.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configures how the bot posts to the Bot Connector. */
@ConfigMapping(prefix = "parley.connector")
public interface ConnectorConfig {

    /**
     * {@code PARLEY_CONNECTOR_TRUSTED_ORIGINS}: further origins ({@code scheme://host[:port]}) for replies, besides those of
     * Azure Bot Service. Each gets the bot's token, with which it can impersonate the bot anywhere: name only services that
     * you run yourself. Must be https, or on this machine.
     */
    Optional<List<String>> trustedOrigins();

    /** The time limit to connect. Nothing was sent by then, so a retry follows. */
    @WithDefault("5s")
    Duration connectTimeout();

    /**
     * The time limit for the Connector's response. After it, the activity may have been accepted or not, so no retry
     * follows: with a shorter limit, more replies are recorded as lost although users saw them.
     */
    @WithDefault("15s")
    Duration readTimeout();

    /**
     * Whether users see the model's answer while it is written: on Teams in chats of two, in Web Chat and on Direct Line.
     * Costs a request every one or two seconds while the model writes.
     */
    @WithDefault("true")
    boolean streaming();

    /** Configures retries. */
    RetryConfig retry();
}
