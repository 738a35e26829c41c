package io.parley.mode;

import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * What the playground may do here. The launch mode tells production, not the configuration's profile: a packaged application
 * can be started with any profile.
 *
 * @see PlaygroundConfig
 */
@Singleton
public final class Playground {

    /** Where the playground's channel takes answers: the path of its serviceUrl. */
    public static final String CONNECTOR_PATH = "/playground/connector";

    private final boolean enabled;
    private final boolean registered;
    private final LaunchMode launchMode;

    @Inject
    Playground(PlaygroundConfig config, RegistrationConfig registration, LaunchMode launchMode) {
        this(
                config.enabled().orElse(launchMode.isDevOrTest()),
                registration.id().filter(id -> !id.isBlank()).isPresent(),
                launchMode);
    }

    /** @param registered whether the bot is known to Azure Bot Service, and so may have real users */
    public Playground(boolean enabled, boolean registered, LaunchMode launchMode) {
        this.enabled = enabled;
        this.registered = registered;
        this.launchMode = launchMode;
    }

    /** Whether there is one. */
    public boolean isOn() {
        return enabled;
    }

    /** Whether this is development, where whoever is on this machine may have tokens and need not be registered. */
    public boolean isDevelopment() {
        return launchMode.isDevOrTest();
    }

    /** Whether a stand-in for the model may answer: nobody is there who would take it for one. */
    public boolean mayStandIn() {
        return isDevelopment() || isDemo();
    }

    /** Whether the bot is there to be tried out only: in production a playground was asked for, and nobody is registered. */
    public boolean isDemo() {
        return !isDevelopment() && enabled && !registered;
    }
}
