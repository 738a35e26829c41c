package io.parley.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** Whose tokens the bot accepts, and where it finds the keys that they are signed with. */
@ConfigMapping(prefix = "parley.authentication")
public interface AuthenticationConfig {

    /**
     * {@code PARLEY_AUTHENTICATION_CONNECTOR_METADATA}: the OpenID metadata to take the Connector's keys from, instead
     * of the cloud's own. Whoever answers there decides who may talk to the bot. HTTPS, except on this machine.
     */
    Optional<URI> connectorMetadata();

    /**
     * {@code PARLEY_AUTHENTICATION_UNENDORSED_KEYS}: accepts a Connector token whose key names no channels at all. The
     * token of one channel then speaks for every other. A key that does name channels is held to them all the same.
     */
    @WithDefault("false")
    boolean unendorsedKeys();

    /**
     * {@code PARLEY_AUTHENTICATION_ENTRA_TOKENS}: accepts tokens that Entra issued to the bot's own application or to
     * an allowed caller, as the Bot Framework Emulator and the Agents Playground send them. Such a token names neither
     * serviceUrl nor channel, so its bearer may claim any; meant for development.
     */
    Optional<Boolean> entraTokens();

    /**
     * {@code PARLEY_AUTHENTICATION_ENTRA_METADATA}: the OpenID metadata to take Entra's keys from, instead of the
     * cloud's own. HTTPS, except on this machine.
     */
    Optional<URI> entraMetadata();

    /**
     * {@code PARLEY_AUTHENTICATION_ENTRA_TENANTS}: ids of tenants whose Entra tokens are accepted besides those of Azure
     * Bot Service and the bot's own tenant; separated by commas.
     */
    Optional<Set<String>> entraTenants();

    /**
     * {@code PARLEY_AUTHENTICATION_ALLOWED_CALLERS}: ids of applications besides the bot's own that may present an
     * Entra token; separated by commas. There is no wildcard. Replies to them bear a token for the caller.
     */
    Optional<Set<String>> allowedCallers();

    /** How long signing keys are used, and how often they are asked for. */
    Keys keys();

    /**
     * The times in the life of a set of signing keys, each counted from its loading. Shorter ones notice a withdrawn
     * key earlier and ask for the metadata more often; the Bot Framework's own libraries keep keys for 5 days.
     */
    interface Keys {

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_REFRESH_AFTER}: from this age on, the next request has the keys loaded
         * again, and does not wait for it.
         */
        @WithDefault("12H")
        Duration refreshAfter();

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_MAXIMUM_AGE}: from this age on, requests wait for the keys to be loaded
         * again. If that fails, the old ones are used further.
         */
        @WithDefault("24H")
        Duration maximumAge();

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_KEPT_FOR}: how long old keys are used while no new ones can be had. After
         * that every request is answered 503.
         */
        @WithDefault("5D")
        Duration keptFor();

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_COOLDOWN}: the pause between two loadings, however many tokens name a key
         * that is not known. For so long a new key of the Connector may be refused, so for so long an attacker can have
         * the bot ask just once.
         */
        @WithDefault("1M")
        @DurationMin(minutes = 1, message = "must be at least 1 minute: set PARLEY_AUTHENTICATION_KEYS_COOLDOWN")
        Duration cooldown();

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_RETRY_AFTER}: the pause after a failed loading while there are no keys to
         * use; also what a 503 asks its client to wait.
         */
        @WithDefault("2S")
        @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_AUTHENTICATION_KEYS_RETRY_AFTER")
        Duration retryAfter();
    }
}
