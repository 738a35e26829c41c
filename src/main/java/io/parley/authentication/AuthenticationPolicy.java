package io.parley.authentication;

import io.parley.registration.RegistrationConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
        TokenVerifiers verifiers =
                new TokenVerifiers(registration, config, new KeySources(registration.cloud(), config, ages), clock);
        Optional<TokenVerifier> ofPlayground = local.map(verifiers::ofPlayground);
        Optional<String> appId = registration.id().filter(id -> !id.isBlank());
        if (appId.isPresent()) {
            List<TokenVerifier> all = Stream.concat(
                            ofAzure(appId.get(), metadata, verifiers).stream(), ofPlayground.stream())
                    .toList();
            return new CachingAuthenticator(new TokenAuthenticator(all), clock, ages);
        }
        if (launchMode.isDevOrTest()) {
            Log.info("MICROSOFT_APP_ID is not set: the bot accepts requests without a token, from this machine only.");
            return new AnonymousAuthenticator();
        }
        return new TokenAuthenticator(List.of(ofPlayground.orElseThrow(AuthenticationPolicy::unregistered)));
    }

    private static ConfigurationException unregistered() {
        return new ConfigurationException("MICROSOFT_APP_ID is not set. Set it to the application id of the bot:"
                + " without it, the bot cannot check that a token is meant for it.");
    }

    private List<TokenVerifier> ofAzure(String appId, OpenIdMetadataClient metadata, TokenVerifiers verifiers) {
        TokenVerifier connector = verifiers.ofConnector(appId, metadata);
        if (!config.entraTokens().orElse(launchMode == LaunchMode.DEVELOPMENT)) {
            return List.of(connector);
        }
        warnOfEntraTokens();
        return List.of(connector, verifiers.ofEntra(appId, metadata));
    }

    private void warnOfEntraTokens() {
        if (launchMode == LaunchMode.NORMAL) {
            Log.warn(
                    "PARLEY_AUTHENTICATION_ENTRA_TOKENS is on: a caller with an Entra token for the bot's application may"
                            + " use any channel and any serviceUrl. This setting is meant for development.");
        }
    }
}
