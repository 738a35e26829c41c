package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.smallrye.mutiny.Uni;

/** A client secret of the application. {@link #toString} masks it. */
record ClientSecret(String secret) implements ClientCredential {

    @Override
    public Uni<HttpAnswer> ask(EntraApi entra, Application application, String scope) {
        return entra.withSecret(application, secret, scope);
    }

    @Override
    public String toString() {
        return "ClientSecret[…]";
    }
}
