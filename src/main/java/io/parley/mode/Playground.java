package io.parley.mode;

import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Says whether the playground is on and what it may do. The launch mode says whether this is production. The configuration's
 * profile does not: a packaged application can be started with any profile.
 *
 * @see PlaygroundConfig
 */
@Singleton
public final class Playground {

    /** The path of the playground channel's serviceUrl, to which the bot posts its answers. */
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

    /** @param registered whether the bot is registered with Azure Bot Service, and so may have real users */
    public Playground(boolean enabled, boolean registered, LaunchMode launchMode) {
        this.enabled = enabled;
        this.registered = registered;
        this.launchMode = launchMode;
    }

    /** Whether the playground is on. */
    public boolean isOn() {
        return enabled;
    }

    /** Whether this is development. Callers on this machine then get tokens, and the bot needs no registration. */
    public boolean isDevelopment() {
        return launchMode.isDevOrTest();
    }

    /** Whether the demo model may answer. It must never answer real users. */
    public boolean mayStandIn() {
        return isDevelopment() || isDemo();
    }

    /** Whether this is a demo: in production, with the playground on and without a registration. */
    public boolean isDemo() {
        return !isDevelopment() && enabled && !registered;
    }
}
