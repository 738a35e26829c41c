package io.parley.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
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
    Retry retry();

    /** Configures retries. */
    interface Retry {

        /** The number of attempts while the Connector says that it did not accept the activity. 1 means no retries. */
        @WithDefault("4")
        @Min(value = 1, message = "must be at least 1: set PARLEY_CONNECTOR_RETRY_TRIES")
        int tries();

        /**
         * The number of attempts while a gateway fails (502, 504) and does not know whether the activity was accepted. Above
         * 1, users may see an answer twice; with 1, more answers are lost.
         */
        @WithDefault("2")
        @Min(value = 1, message = "must be at least 1: set PARLEY_CONNECTOR_RETRY_TRIES_THROUGH_GATEWAY")
        int triesThroughGateway();

        /** The pause after the first attempt. It doubles each time, and up to half of it is added at random. */
        @WithDefault("1s")
        Duration firstPause();

        /**
         * The time after the first attempt within which a further attempt may start. A longer Retry-After is not waited for:
         * the send fails with that time.
         */
        @WithDefault("30s")
        Duration timeLimit();
    }
}
