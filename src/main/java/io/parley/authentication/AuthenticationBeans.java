package io.parley.authentication;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import io.parley.mode.Playground;
import io.parley.registration.RegistrationConfig;
import io.parley.time.MonotonicClock;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes the authenticator at the start, so that a wrong setting stops the start. */
@ApplicationScoped
class AuthenticationBeans {

    @Produces
    @Singleton
    Authenticator authenticator(
            RegistrationConfig registration, AuthenticationConfig config, Playground playground, LocalIssuer local) {
        Optional<LocalIssuer> trusted = Optional.of(local).filter(issuer -> playground.isOn());
        return new AuthenticationPolicy(registration, config, LaunchMode.current(), trusted, MonotonicClock.started())
                .authenticator(OpenIdMetadataClient.create(), Clock.systemUTC());
    }

    void checkAtStart(@Observes StartupEvent started, Authenticator authenticator) {
        // Injecting the authenticator creates it, and its creation checks the settings.
    }

    /** Runs after all checks of settings: a wrong setting stops the start before anything runs. */
    void prepare(@Observes @Priority(LIBRARY_AFTER) StartupEvent started, Authenticator authenticator) {
        authenticator.prepare();
    }
}
