package io.parley.front;

import io.netty.channel.ChannelConfig;
import java.util.EnumSet;
import java.util.Set;

/** Whether a connection is read. Several may want it not to be; it is read again when none of them does. On its event loop. */
final class Reading {

    enum Stop {
        /** It is a stranger's, and others' turn. */
        TURN,
        /** Requests that were sent ahead wait for the one before them. */
        AHEAD,
        /** Its client reads no answers. */
        UNREAD
    }

    private final ChannelConfig channel;
    private final Set<Stop> stops = EnumSet.noneOf(Stop.class);

    Reading(ChannelConfig channel) {
        this.channel = channel;
    }

    /** Whether this is a new reason. What the framework has stopped by itself stays its affair. */
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
