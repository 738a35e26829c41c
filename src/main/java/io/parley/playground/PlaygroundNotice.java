package io.parley.playground;

import io.parley.mode.Playground;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says at the start that the playground is on, and who can use it. */
@ApplicationScoped
class PlaygroundNotice {

    private final Playground playground;
    private final int port;

    PlaygroundNotice(Playground playground, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.playground = playground;
        this.port = port;
    }

    void tell(@Observes StartupEvent started) {
        if (playground.isOn() && playground.isDevelopment()) {
            Log.infof("To talk to the bot, open http://localhost:%d/playground in a browser.", port);
        } else if (playground.isDemo()) {
            Log.warn(
                    "PARLEY_PLAYGROUND_ENABLED is on and MICROSOFT_APP_ID is not set: this is a demo, which accepts only the"
                            + " playground on this machine.");
        } else if (playground.isOn()) {
            Log.warn("PARLEY_PLAYGROUND_ENABLED is on: every user of this machine can talk to the bot at /playground.");
        }
    }
}
