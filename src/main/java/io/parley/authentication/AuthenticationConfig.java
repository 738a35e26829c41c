package io.parley.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

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
    SigningKeysConfig keys();
}
