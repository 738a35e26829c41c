package io.parley.authentication;

import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the authenticator, and sees to it that a wrong configuration stops the start. */
@ApplicationScoped
class AuthenticationBeans {

    @Produces
    @Singleton
    Authenticator authenticator(RegistrationConfig registration, AuthenticationConfig config) {
        return new AuthenticationPolicy(registration, config, LaunchMode.current())
                .authenticator(OpenIdMetadataClient.create(), Clock.systemUTC());
    }

    void prepare(@Observes StartupEvent started, Authenticator authenticator) {
        authenticator.prepare();
    }
}
