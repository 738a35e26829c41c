package io.parley.credentials;

import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/**
 * The bot's own tokens, for whom it presents them to. An incomplete registration stops the start with a
 * {@link io.quarkus.runtime.configuration.ConfigurationException} that names the variable to set.
 */
@Singleton
public class BotCredentials {

    private final Optional<CachingTokenSource> connector;

    @Inject
    BotCredentials(RegistrationConfig registration, CredentialsConfig config) {
        String resource = registration.cloud().connectorResource();
        this.connector =
                source(registration, config, resource).map(source -> new CachingTokenSource(source, Clock.systemUTC()));
    }

    // Other proofs of identity than the client secret are to be chosen here, by the application's type.
    private static Optional<TokenSource> source(
            RegistrationConfig registration, CredentialsConfig config, String resource) {
        return ClientSecret.of(registration)
                .map(secret -> new ClientSecretTokenSource(
                        EntraApi.at(authority(registration, config), config), secret, resource, Clock.systemUTC()));
    }

    private static String authority(RegistrationConfig registration, CredentialsConfig config) {
        return config.authority()
                .map(setting -> Origin.trusted(setting, "PARLEY_CREDENTIALS_AUTHORITY"))
                .map(Origin::toString)
                .orElseGet(() -> registration.cloud().authority().toString());
    }

    /** Tokens for the Bot Connector; absent where no application is registered and the bot speaks anonymously. */
    public Optional<CachingTokenSource> connector() {
        return connector;
    }

    void checkAtStart(@Observes StartupEvent start) {
        // Being notified makes the bean, and making it checks the registration.
    }
}
