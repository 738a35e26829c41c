package io.parley.authentication;

import java.util.Optional;

/** Issuers for tests of other packages. */
public final class LocalIssuers {

    private LocalIssuers() {}

    /** Of a bot that asks nobody for a token. */
    public static LocalIssuer notNeeded() {
        return new LocalIssuer(Optional.empty(), true);
    }
}
