package io.parley.credentials;

import java.time.Clock;

/** An application with its credential for Entra. */
record ApplicationIdentity(EntraApi entra, Application application, ClientCredential credential, Clock clock)
        implements Identity {

    @Override
    public TokenSource source(String resource) {
        return new EntraTokenSource(entra, application, credential, resource, clock);
    }
}
