package io.parley.front;

import io.netty.channel.ChannelConfig;
import java.util.EnumSet;
import java.util.Set;

/** Whether a connection is read. It is read when no reason to stop is left. Runs on the connection's event loop. */
final class Reading {

    enum Stop {
        /** The connection is a stranger's, and other strangers come first. */
        TURN,
        /** Pipelined requests wait for the one before them. */
        AHEAD,
        /** The client does not read its answers. */
        UNREAD
    }

    private final ChannelConfig channel;
    private final Set<Stop> stops = EnumSet.noneOf(Stop.class);

    Reading(ChannelConfig channel) {
        this.channel = channel;
    }

    /**
     * Stops reading, and returns whether the reason is new. If the framework itself has stopped reading, it stays responsible.
     */
    boolean stop(Stop reason) {
        if (stops.isEmpty() && !channel.isAutoRead()) {
            return false;
        }
        channel.setAutoRead(false);
        return stops.add(reason);
    }

    void resume(Stop reason) {
        if (stops.remove(reason) && stops.isEmpty()) {
            channel.setAutoRead(true);
        }
    }
}
