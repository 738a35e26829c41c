package io.parley.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the bot posts to the Bot Connector. */
@ConfigMapping(prefix = "parley.connector")
public interface ConnectorConfig {

    /**
     * {@code PARLEY_CONNECTOR_TRUSTED_ORIGINS}: further origins ({@code scheme://host[:port]}) that replies may go to,
     * beside those of Azure Bot Service. Each is sent the bot's token, with which it can speak as the bot anywhere: name
     * only what you run yourself. Must be https, or on this machine.
     */
    Optional<List<String>> trustedOrigins();

    /** How long to wait for a connection. Nothing has been sent by then, so another try follows. */
    @WithDefault("5s")
    Duration connectTimeout();

    /**
     * How long to wait for the Connector to take an activity. When it ends the activity may have been taken or not, and no
     * other try follows: shorter risks replies marked as lost that were seen.
     */
    @WithDefault("15s")
    Duration readTimeout();

    /**
     * Whether users see the model's answer while it is written, on Teams in chats of two, in Web Chat and on Direct Line.
     * Costs a request every one or two seconds for as long as the model writes.
     */
    @WithDefault("true")
    boolean streaming();

    /** When a send is tried again. */
    Retry retry();

    /** When a send is tried again. */
    interface Retry {

        /** How often in all an activity is sent where the Connector said that it did not take it. 1: never again. */
        @WithDefault("4")
        @Min(value = 1, message = "must be at least 1: set PARLEY_CONNECTOR_RETRY_TRIES")
        int tries();

        /**
         * How often in all an activity is sent where a gateway failed (502, 504) and cannot say whether it was taken. Above
         * 1 an answer may be seen twice; at 1 more of them are lost.
         */
        @WithDefault("2")
        @Min(value = 1, message = "must be at least 1: set PARLEY_CONNECTOR_RETRY_TRIES_THROUGH_GATEWAY")
        int triesThroughGateway();

        /** The pause after the first try; it doubles each time, and up to half of it is added at random. */
        @WithDefault("1s")
        Duration firstPause();

        /**
         * No try starts later than this after the first. A longer Retry-After is not waited for: the send fails, and says
         * when to come back.
         */
        @WithDefault("30s")
        Duration timeLimit();
    }
}
