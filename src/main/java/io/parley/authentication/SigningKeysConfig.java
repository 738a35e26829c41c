package io.parley.authentication;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The times in the life of a set of signing keys, each counted from its loading. Shorter times notice a withdrawn key
 * earlier and load the metadata more often. The Bot Framework's own libraries keep keys for 5 days.
 */
public interface SigningKeysConfig {

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
