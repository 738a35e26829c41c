package io.parley.authentication;

import java.util.Optional;

/** Issuers for tests of other packages. */
public final class LocalIssuers {

    private LocalIssuers() {}

    /** The issuer of a bot that requires no token. */
    public static LocalIssuer notNeeded() {
        return new LocalIssuer(Optional.empty(), true);
    }
}
