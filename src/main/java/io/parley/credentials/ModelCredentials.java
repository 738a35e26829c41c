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
 * Tokens that are presented to Azure OpenAI in place of a key. Settings that cannot work stop the start with a
 * {@link io.quarkus.runtime.configuration.ConfigurationException} that names the variable to set.
 */
@Singleton
public class ModelCredentials {

    private final Optional<CachingTokenSource> tokens;

    @Inject
    ModelCredentials(ModelIdentityConfig model, RegistrationConfig registration, CredentialsConfig config) {
        Clock clock = Clock.systemUTC();
        this.tokens = new ModelIdentity(model, registration, config, clock)
                .tokens()
                .map(source -> new CachingTokenSource(source, MonotonicClock.started()));
    }

    /** Absent where no identity is set, and a key is to be presented. Never there together with a key. */
    public Optional<CachingTokenSource> tokens() {
        return tokens;
    }

    void checkAtStart(@Observes StartupEvent start) {
        // Being notified makes the bean, and making it checks the settings.
    }
}
