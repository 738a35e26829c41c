package io.parley.mode;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Configures the playground. */
@ConfigMapping(prefix = "parley.playground")
public interface PlaygroundConfig {

    /**
     * {@code PARLEY_PLAYGROUND_ENABLED}: whether to serve a page at {@code /playground}, to browsers on this machine only.
     * On in development, off in production. In production without {@code MICROSOFT_APP_ID} it makes the bot a demo, which
     * accepts only the playground.
     */
    Optional<Boolean> enabled();
}
