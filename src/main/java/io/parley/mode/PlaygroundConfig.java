package io.parley.mode;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Whether the bot can be tried out in a browser on this machine. */
@ConfigMapping(prefix = "parley.playground")
public interface PlaygroundConfig {

    /**
     * {@code PARLEY_PLAYGROUND_ENABLED}: whether there is a page at {@code /playground}, for browsers on this machine only.
     * On in development, off in production. Asked for in production where no {@code MICROSOFT_APP_ID} is set, it makes the
     * bot a demo that nobody else can talk to.
     */
    Optional<Boolean> enabled();
}
