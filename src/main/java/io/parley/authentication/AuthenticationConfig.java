package io.parley.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configures whose tokens the bot accepts, and where it finds their signing keys. */
@ConfigMapping(prefix = "parley.authentication")
public interface AuthenticationConfig {

    /**
     * {@code PARLEY_AUTHENTICATION_CONNECTOR_METADATA}: the address of the OpenID metadata with the Connector's keys,
     * instead of the cloud's own. Its server decides who may talk to the bot. HTTPS, except on this machine.
     */
    Optional<URI> connectorMetadata();

    /**
     * {@code PARLEY_AUTHENTICATION_UNENDORSED_KEYS}: accepts a Connector token whose key names no channels at all. The
     * token of one channel is then valid for every other channel. A key that names channels stays restricted to them.
     */
    @WithDefault("false")
    boolean unendorsedKeys();

    /**
     * {@code PARLEY_AUTHENTICATION_ENTRA_TOKENS}: accepts tokens that Entra issued to the bot's own application or to
     * an allowed caller, as the Bot Framework Emulator and the Agents Playground send them. Such a token names neither
     * serviceUrl nor channel, so its bearer may claim any of them. Meant for development.
     */
    Optional<Boolean> entraTokens();

    /**
     * {@code PARLEY_AUTHENTICATION_ENTRA_METADATA}: the address of the OpenID metadata with Entra's keys, instead
     * of the cloud's own. HTTPS, except on this machine.
     */
    Optional<URI> entraMetadata();

    /**
     * {@code PARLEY_AUTHENTICATION_ENTRA_TENANTS}: ids of further tenants whose Entra tokens are accepted,
     * separated by commas. Azure Bot Service's tenants and the bot's own tenant are always accepted.
     */
    Optional<Set<String>> entraTenants();

    /**
     * {@code PARLEY_AUTHENTICATION_ALLOWED_CALLERS}: ids of further applications that may present an Entra token,
     * separated by commas. There is no wildcard. A reply to such an application carries a token for it.
     */
    Optional<Set<String>> allowedCallers();

    /** Sets how long signing keys are used, and how often they are loaded. */
    Keys keys();

    /**
     * The times in the life of a set of signing keys, each counted from its loading. Shorter times notice a withdrawn key
     * earlier and load the metadata more often. The Bot Framework's own libraries keep keys for 5 days.
     */
    interface Keys {

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_REFRESH_AFTER}: from this age on, the next request starts to load the keys
         * again, and does not wait.
         */
        @WithDefault("12H")
        Duration refreshAfter();

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_MAXIMUM_AGE}: from this age on, requests wait until the keys are loaded
         * again. If that fails, the old keys stay in use.
         */
        @WithDefault("24H")
        Duration maximumAge();

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_KEPT_FOR}: how long old keys are used while new keys cannot be loaded.
         * After that, every request gets 503.
         */
        @WithDefault("5D")
        Duration keptFor();

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_COOLDOWN}: the pause between two loadings, however many tokens name an
         * unknown key. A longer pause refuses a new key of the Connector for longer; a shorter pause lets an attacker cause
         * more requests to the provider.
         */
        @WithDefault("1M")
        @DurationMin(minutes = 1, message = "must be at least 1 minute: set PARLEY_AUTHENTICATION_KEYS_COOLDOWN")
        Duration cooldown();

        /**
         * {@code PARLEY_AUTHENTICATION_KEYS_RETRY_AFTER}: the pause after a failed loading while there are no usable
         * keys. It is also the Retry-After of a 503.
         */
        @WithDefault("2S")
        @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_AUTHENTICATION_KEYS_RETRY_AFTER")
        Duration retryAfter();
    }
}
