package io.parley.credentials;

import io.parley.registration.RegistrationConfig;
import io.parley.time.MonotonicClock;
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
        Clock clock = Clock.systemUTC();
        String resource = registration.cloud().connectorResource();
        this.connector = new BotIdentity(registration, config, clock)
                .toConnector()
                .map(identity -> new CachingTokenSource(identity.tokensFor(resource), MonotonicClock.started()));
    }

    /** Tokens for the Bot Connector; absent where no application is registered and the bot speaks anonymously. */
    public Optional<CachingTokenSource> connector() {
        return connector;
    }

    void checkAtStart(@Observes StartupEvent start) {
        // Being notified makes the bean, and making it checks the registration.
    }
}
