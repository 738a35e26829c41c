package io.parley.tools.mcp;

import java.util.Optional;
import java.util.Set;

/** How a server wants to be spoken to. */
sealed interface Revision {

    /** The version of the protocol, as headers name it. */
    String version();

    /** Each request stands alone. */
    record Modern() implements Revision {

        static final String VERSION = "2026-07-28";

        @Override
        public String version() {
            return VERSION;
        }
    }

    /**
     * A handshake comes first.
     *
     * @param session the server's name for what began with the handshake; empty for a server without sessions
     */
    record Legacy(String version, Optional<String> session) implements Revision {

        static final String NEWEST = "2025-11-25";
        private static final Set<String> KNOWN = Set.of(NEWEST, "2025-06-18", "2025-03-26", "2024-11-05");

        static boolean knows(String version) {
            return KNOWN.contains(version);
        }
    }
}
