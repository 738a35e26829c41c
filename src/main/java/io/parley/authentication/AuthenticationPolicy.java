package io.parley.authentication;

import io.parley.http.Loopback;
import io.parley.registration.Cloud;
import io.parley.registration.RegistrationConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides from the configuration which callers the bot accepts. The launch mode says whether this is production. The
 * configuration's profile does not: a packaged application can be started with any profile.
 */
final class AuthenticationPolicy {

    private final RegistrationConfig registration;
    private final AuthenticationConfig config;
    private final LaunchMode launchMode;
    private final Optional<LocalIssuer> local;
    private final Clock ages;

    /**
     * @param local the issuer of the playground's tokens; empty when there is no playground
     * @param ages a monotonic clock for the age of keys and cached callers
     */
    AuthenticationPolicy(
            RegistrationConfig registration,
            AuthenticationConfig config,
            LaunchMode launchMode,
            Optional<LocalIssuer> local,
            Clock ages) {
        this.registration = registration;
        this.config = config;
        this.launchMode = launchMode;
        this.local = local;
        this.ages = ages;
    }

    /**
     * Creates the authenticator for the configuration.
     *
     * @throws ConfigurationException if the bot must not start with this configuration
     */
    Authenticator authenticator(OpenIdMetadataClient metadata, Clock clock) {
        Optional<String> appId = registration.id().filter(id -> !id.isBlank());
        if (appId.isPresent()) {
            return new CachingAuthenticator(
                    new TokenAuthenticator(verifiers(appId.get(), metadata, clock)), clock, ages);
        }
        if (launchMode.isDevOrTest()) {
            Log.info("MICROSOFT_APP_ID is not set: the bot accepts requests without a token, from this machine only.");
            return new AnonymousAuthenticator();
        }
        return new TokenAuthenticator(
                List.of(local.map(issuer -> verifier(issuer, clock)).orElseThrow(AuthenticationPolicy::unregistered)));
    }

    private static ConfigurationException unregistered() {
        return new ConfigurationException("MICROSOFT_APP_ID is not set. Set it to the application id of the bot:"
                + " without it, the bot cannot check that a token is meant for it.");
    }

    private List<TokenVerifier> verifiers(String appId, OpenIdMetadataClient metadata, Clock clock) {
        return Stream.concat(
                        ofAzure(appId, metadata, clock).stream(), local.map(issuer -> verifier(issuer, clock)).stream())
                .toList();
    }

    private TokenVerifier verifier(LocalIssuer issuer, Clock clock) {
        return new ConnectorTokens(
                Caller.Kind.LOCAL,
                LocalIssuer.ISSUER,
                new SigningKeys("the playground", issuer.signingKeys(), config.keys(), ages),
                new TokenValidator(Set.of(issuer.audience()), clock),
                false);
    }

    private List<TokenVerifier> ofAzure(String appId, OpenIdMetadataClient metadata, Clock clock) {
        TokenVerifier connector = new ConnectorTokens(
                Caller.Kind.CONNECTOR,
                cloud().connectorIssuer(),
                keys(connectorMetadata(), metadata),
                // The Connector uses only this name for a bot; Entra uses others as well.
                new TokenValidator(Set.of(appId), clock),
                config.unendorsedKeys());
        if (!config.entraTokens().orElse(launchMode == LaunchMode.DEVELOPMENT)) {
            return List.of(connector);
        }
        warnOfEntraTokens();
        TokenVerifier entra = new EntraTokens(
                new EntraIssuers(cloud(), tenants()),
                keys(entraMetadata(), metadata),
                new TokenValidator(Set.of(appId, "api://" + appId, "api://botid-" + appId), clock),
                appId,
                config.allowedCallers().orElse(Set.of()));
        return List.of(connector, entra);
    }

    private SigningKeys keys(URI location, OpenIdMetadataClient metadata) {
        return new SigningKeys(location.getHost(), metadata.signingKeys(location), config.keys(), ages);
    }

    private URI connectorMetadata() {
        return safe(
                config.connectorMetadata().orElse(cloud().connectorMetadata()),
                "PARLEY_AUTHENTICATION_CONNECTOR_METADATA");
    }

    private URI entraMetadata() {
        return safe(
                config.entraMetadata().orElse(EntraIssuers.metadata(cloud())), "PARLEY_AUTHENTICATION_ENTRA_METADATA");
    }

    private static URI safe(URI location, String variable) {
        if (Loopback.isSafe(location)) {
            return location;
        }
        throw new ConfigurationException(variable + " must be an HTTPS address, or one of this machine.");
    }

    private void warnOfEntraTokens() {
        if (launchMode == LaunchMode.NORMAL) {
            Log.warn(
                    "PARLEY_AUTHENTICATION_ENTRA_TOKENS is on: a caller with an Entra token for the bot's application may"
                            + " use any channel and any serviceUrl. This setting is meant for development.");
        }
    }

    private Set<String> tenants() {
        Set<String> tenants = new HashSet<>(config.entraTenants().orElse(Set.of()));
        registration.tenantId().filter(tenant -> !tenant.isBlank()).ifPresent(tenants::add);
        return tenants;
    }

    private Cloud cloud() {
        return registration.cloud();
    }
}
