package io.parley.tools.mcp;

import java.util.Optional;
import java.util.Set;

/** The revision of the protocol that a server speaks. */
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
     * @param session the id of the session from the handshake; empty if the server has no sessions
     */
    record Legacy(String version, Optional<String> session) implements Revision {

        static final String NEWEST = "2025-11-25";
        private static final Set<String> KNOWN = Set.of(NEWEST, "2025-06-18", "2025-03-26", "2024-11-05");

        static boolean knows(String version) {
            return KNOWN.contains(version);
        }
    }
}
