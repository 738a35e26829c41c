package io.parley.connector;

import io.parley.mode.Playground;
import java.net.URI;

/** The channels on this machine that get answers. */
enum LocalChannels {

    /** For production. */
    NONE,

    /**
     * For production with the playground. Matches only the playground's path: otherwise a caller who chooses the serviceUrl
     * could make the bot post to any local port.
     */
    PLAYGROUND,

    /** For development: all of them, such as the Emulator and the Agents Playground. */
    ALL;

    static LocalChannels of(Playground playground) {
        if (playground.isDevelopment()) {
            return ALL;
        }
        return playground.isOn() ? PLAYGROUND : NONE;
    }

    boolean include(URI address) {
        return this == ALL || (this == PLAYGROUND && Playground.CONNECTOR_PATH.equals(address.getRawPath()));
    }
}
