package io.parley.authentication;

import io.parley.registration.RegistrationConfig;
import java.time.Clock;
import java.util.Set;

/** Creates a verifier for the tokens of each issuer that the configuration trusts. */
final class TokenVerifiers {

    private final RegistrationConfig registration;
    private final AuthenticationConfig config;
    private final KeySources keys;
    private final Clock clock;

    /** @param clock the time of day, to compare with the times in tokens */
    TokenVerifiers(RegistrationConfig registration, AuthenticationConfig config, KeySources keys, Clock clock) {
        this.registration = registration;
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    TokenVerifier ofPlayground(LocalIssuer issuer) {
        return new ConnectorTokens(
                CallerKind.LOCAL,
                LocalIssuer.ISSUER,
                keys.ofPlayground(issuer),
                new TokenValidator(Set.of(issuer.audience()), clock),
                false);
    }

    TokenVerifier ofConnector(String appId, OpenIdMetadataClient metadata) {
        return new ConnectorTokens(
                CallerKind.CONNECTOR,
                registration.cloud().connectorIssuer(),
                keys.ofConnector(metadata),
                // The Connector uses only this name for a bot; Entra uses others as well.
                new TokenValidator(Set.of(appId), clock),
                config.unendorsedKeys());
    }

    TokenVerifier ofEntra(String appId, OpenIdMetadataClient metadata) {
        return new EntraTokens(
                EntraIssuers.of(registration, config),
                keys.ofEntra(metadata),
                new TokenValidator(Set.of(appId, "api://" + appId, "api://botid-" + appId), clock),
                appId,
                config.allowedCallers().orElse(Set.of()));
    }
}
