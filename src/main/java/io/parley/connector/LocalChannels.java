package io.parley.connector;

import io.parley.mode.Playground;
import java.net.URI;

/** The channels on this machine that are answered. */
enum LocalChannels {

    /** In production. */
    NONE,

    /**
     * In production where there is a playground. By its path alone, for whoever may name any serviceUrl could else have the bot
     * post to whatever listens on this machine.
     */
    PLAYGROUND,

    /** In development: the Emulator, the Agents Playground. */
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
