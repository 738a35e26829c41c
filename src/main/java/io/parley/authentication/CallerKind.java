package io.parley.authentication;

/** Where a request comes from, and what its token restricts. */
public enum CallerKind {
    /** Azure Bot Service. Its token restricts the serviceUrl and the channels. */
    CONNECTOR,
    /**
     * A development tool or an allowed application with an Entra token. The token restricts neither serviceUrl nor
     * channels.
     */
    ENTRA,
    /** The playground, with a token from this process. Its serviceUrl is on this machine. */
    LOCAL,
    /** An unknown caller, in development only. Its serviceUrl is on this machine. */
    ANONYMOUS;

    /** Whether a caller of this kind must be on this machine. */
    boolean isNearby() {
        return this == LOCAL || this == ANONYMOUS;
    }
}
